using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Sessions;
using Npgsql;

namespace Bot3.Messaging.Persistence.Groups;

/// <summary>One transaction of one group: reads for all, the works one after another, rows of all, commit.</summary>
internal sealed class GroupRun(
    string name, IReadOnlyList<GroupUnit> units, NpgsqlDataSource source, PostgresOutboxWriter writer, GroupCommitOptions options,
        TimeProvider time)
{
    private readonly List<(GroupUnit Unit, PostgresSession Session)> _done = [];
    private readonly List<GroupUnit> _present = [];
    private readonly HashSet<GroupUnit> _settled = [];

    /// <summary>Works that have the message id of another one of the group: they run after it, and find it in the inbox.</summary>
    public List<GroupUnit> Later { get; } = [];

    /// <summary>Whether the failure is one work's own: that one is settled, and the others have only to run again.</summary>
    public bool CulpritFound { get; private set; }

    /// <summary>After a failure: the works that have neither committed nor failed by themselves.</summary>
    public IReadOnlyList<GroupUnit> Unsettled => [.. _present.Where(unit => !_settled.Contains(unit))];

    /// <summary>Runs it.</summary>
    /// <returns>Why it did not commit; null when every work is settled.</returns>
    public async Task<Exception?> RunAsync()
    {
        var group = new PostgresGroup();
        await using var ends = group.ConfigureAwait(false);
        try
        {
            Sort();
            if (_present.Count == 0)
                return null;
            await group.BeginAsync(source, CancellationToken.None);
            AnswerKnown(await ReadAsync(group));
            if (await WorkAsync(group) is { } culprit)
                return culprit;
            if (_done.Count == 0)
                return null;
            var messages = new List<OutboxMessage>();
            var now = time.GetUtcNow();
            foreach (var (unit, session) in _done)
            {
                messages.AddRange(session.Messages);
                if (unit.InboxKey is { } key)
                    group.Writes.Add(PostgresInboxRows.Insert, key.Consumer, key.MessageId, now);
            }

            var rows = writer.Write(group.Writes, messages);
            await group.CommitAsync();
            writer.Dispatch(rows);
            foreach (var (unit, _) in _done)
                unit.Turn.Settled.TrySetResult(true);
            return null;
        }
        catch (Exception exception)
        {
            // The edge of the lane: whatever it is, it is told to the works, which tell their endpoints.
            return exception;
        }
    }

    private void Sort()
    {
        var keys = new HashSet<InboxKey>(units.Count);
        foreach (var unit in units)
        {
            if (unit.IsCancelled)
                unit.Turn.Begun.TrySetCanceled(unit.Token);
            else if (unit.InboxKey is { } key && !keys.Add(key))
                Later.Add(unit);
            else
                _present.Add(unit);
        }
    }

    /// <summary>One round trip: what the works have announced (which locks what they will change), then what the inbox knows.</summary>
    private async Task<HashSet<InboxKey>> ReadAsync(PostgresGroup group)
    {
        foreach (var unit in _present)
            unit.Announce(group);
        var known = new HashSet<InboxKey>();

        // After the locks: whoever held them may just have handled the same message in another process.
        await group.ReadAsync(reads => AddInboxCheck(reads, known), CancellationToken.None);
        return known;
    }

    private void AddInboxCheck(GroupReads reads, HashSet<InboxKey> known)
    {
        foreach (var consumer in _present.Where(unit => unit.InboxKey is not null).GroupBy(unit => unit.InboxKey!.Value.Consumer))
        {
            var ids = consumer.Select(unit => unit.InboxKey!.Value.MessageId).ToArray();
            reads.Add(
                PostgresInboxRows.Known,
                reader => known.Add(new InboxKey(reader.GetGuid(0), consumer.Key)),
                new NpgsqlParameter<string> { TypedValue = consumer.Key },
                new NpgsqlParameter<Guid[]> { TypedValue = ids });
        }
    }

    private void AnswerKnown(HashSet<InboxKey> known)
    {
        if (known.Count == 0)
            return;
        foreach (var unit in _present.Where(unit => unit.InboxKey is { } key && known.Contains(key)))
        {
            _settled.Add(unit);
            unit.Turn.Begun.TrySetResult(null);
        }
    }

    private async Task<Exception?> WorkAsync(PostgresGroup group)
    {
        foreach (var unit in _present)
        {
            if (_settled.Contains(unit))
                continue;
            var session = new PostgresSession(group, shared: true, writer, time);
            var turn = unit.Turn;
            turn.Begun.TrySetResult(session);
            var failure = await HandledAsync(turn);
            if (failure is null)
            {
                session.HandIn();
                _done.Add((unit, session));
                continue;
            }

            session.TakeBack();
            _settled.Add(unit);
            if (!session.IsTouched && failure is not TimeoutException { InnerException: GroupTurnTimeoutException })
                continue;

            // Its statements cannot be taken out of the transaction, and may have broken it.
            CulpritFound = true;
            return failure;
        }

        return null;
    }

    private async Task<Exception?> HandledAsync(GroupTurn turn)
    {
        try
        {
            return await turn.Handled.Task.WaitAsync(options.TurnTimeout, time);
        }
        catch (TimeoutException) when (!turn.Handled.Task.IsCompleted)
        {
            var late = new TimeoutException(
                $"the work held up its group {name} for more than {options.TurnTimeout}", new GroupTurnTimeoutException());
            turn.Settled.TrySetException(late);
            return late;
        }
    }

    private sealed class GroupTurnTimeoutException : Exception;
}
