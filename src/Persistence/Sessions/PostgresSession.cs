using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Outbox;
using Npgsql;

namespace Bot3.Messaging.Persistence.Sessions;

/// <summary>
/// A unit of work in a transaction of Postgres, which it has for itself (<see cref="IDurableStore.BeginAsync"/>) or shares with the other
/// works of its group (<see cref="IDurableStore.RunAsync"/>). Stores of workers hand in rows by <see cref="Write"/>; those that must know
/// the answer at once use <see cref="Connection"/> and <see cref="Transaction"/>.
/// </summary>
public sealed class PostgresSession : IDurableSession
{
    private readonly PostgresGroup _group;
    private readonly SessionOutbox _outbox = new();
    private readonly PostgresOutboxWriter _writer;
    private readonly List<(BulkStatement Statement, object?[] Values)> _rows = [];
    private readonly bool _shared;
    private readonly TimeProvider _time;
    private readonly Stack<Action> _undo = new();
    private bool _committed;
    private bool _over;

    internal PostgresSession(PostgresGroup group, bool shared, PostgresOutboxWriter writer, TimeProvider time)
    {
        _group = group;
        _shared = shared;
        _writer = writer;
        _time = time;
    }

    /// <summary>
    /// The open connection; not to be closed by users of the session. In a shared transaction a work that has used it and then fails costs
    /// the others a second run.
    /// </summary>
    public NpgsqlConnection Connection => Use().Connection;

    /// <summary>The running transaction; not to be ended by users of the session.</summary>
    public NpgsqlTransaction Transaction => Use().Transaction;

    /// <summary>Whether statements may have been sent on the connection outside of the group's own.</summary>
    internal bool IsTouched { get; private set; }

    internal IReadOnlyList<OutboxMessage> Messages => _outbox.ToList();

    /// <summary>Casts a session for a store that writes to Postgres.</summary>
    /// <param name="session">The unit of work.</param>
    /// <returns>The same session.</returns>
    /// <exception cref="InvalidOperationException">The session belongs to another kind of store.</exception>
    public static PostgresSession From(IDurableSession session) => session as PostgresSession ?? throw new InvalidOperationException(
        $"session must be a {nameof(PostgresSession)}, was {session?.GetType().Name ?? "null"}: register business stores for the provider in use");

    /// <summary>Hands in a row that is written with the commit, together with the rows of the other works of the group.</summary>
    /// <param name="statement">The statement that writes it.</param>
    /// <param name="values">One value a column, null for NULL.</param>
    public void Write(BulkStatement statement, params object?[] values)
    {
        ObjectDisposedException.ThrowIf(_over, this);
        _rows.Add((statement, values));
    }

    /// <summary>The part of the group that a store's announcement has made, if the work was announced to it.</summary>
    /// <typeparam name="T">The part's type.</typeparam>
    /// <param name="owner">Who owns it.</param>
    public T? FindPart<T>(object owner)
        where T : class, IGroupPart
    {
        ObjectDisposedException.ThrowIf(_over, this);
        return _group.FindPart<T>(owner);
    }

    /// <summary>Registers how a change of a part is taken back, should this work fail while its group goes on; undone in reverse order.</summary>
    /// <param name="undo">Must not throw.</param>
    public void OnRollback(Action undo)
    {
        ArgumentNullException.ThrowIfNull(undo);
        ObjectDisposedException.ThrowIf(_over, this);
        _undo.Push(undo);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TryRecordInboxAsync(InboxKey key, CancellationToken cancellationToken)
    {
        SessionOutbox.Check(key);
        await using var command = new NpgsqlCommand(
            "INSERT INTO messaging.inbox (consumer, message_id, received_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", Connection, Transaction);
        command.Parameters.AddWithValue(key.Consumer);
        command.Parameters.AddWithValue(key.MessageId);
        command.Parameters.AddWithValue(_time.GetUtcNow());
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <inheritdoc/>
    public void AddOutbox(OutboxMessage message) => _outbox.Add(message);

    /// <inheritdoc/>
    public async ValueTask<bool> UnscheduleAsync(Guid token, CancellationToken cancellationToken)
    {
        var removed = _outbox.Remove(token);
        await using var command = new NpgsqlCommand("DELETE FROM messaging.outbox WHERE schedule_token = $1", Connection, Transaction);
        command.Parameters.AddWithValue(token);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0 || removed;
    }

    /// <inheritdoc/>
    public async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        if (_shared)
            throw new InvalidOperationException("the group commits for its works; a work returns, and is committed with the others");
        if (_committed)
            throw new InvalidOperationException("the session was committed before; open another one");
        cancellationToken.ThrowIfCancellationRequested();
        _committed = true;
        HandIn();
        var rows = _writer.Write(_group.Writes, Messages);
        await _group.CommitAsync();
        _writer.Dispatch(rows);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _over = true;
        return _shared ? ValueTask.CompletedTask : _group.DisposeAsync();
    }

    /// <summary>Gives the rows to the group.</summary>
    internal void HandIn()
    {
        _over = _shared;
        foreach (var (statement, values) in _rows)
            _group.Writes.Add(statement, values);
        _undo.Clear();
    }

    /// <summary>Takes back what the work has changed in the group's parts; its rows and messages go nowhere.</summary>
    internal void TakeBack()
    {
        _over = true;
        while (_undo.TryPop(out var undo))
            undo();
    }

    private PostgresGroup Use()
    {
        ObjectDisposedException.ThrowIf(_over, this);
        IsTouched = true;
        return _group;
    }
}
