using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Sessions;
using Npgsql;
using NpgsqlTypes;

namespace Bot3.Messaging.Persistence.DeadLetters;

/// <summary>The ledger in <c>messaging.dead_letters</c>.</summary>
internal sealed class PostgresDeadLetterLedger(NpgsqlDataSource source, LedgerResend resend, TimeProvider time) : IDeadLetterLedger, ISettledLetters
{
    private const string Retried = """
        UPDATE messaging.dead_letters SET status = 'Retried', retried_at = $2, retry_count = retry_count + 1 WHERE id = $1
        """;

    private const string Discarded = """
        UPDATE messaging.dead_letters SET status = 'Discarded', discarded_at = $2, discard_reason = $3 WHERE id = $1
        """;

    // By the index on status and last failure; a letter is settled after its last failure.
    private const string Forget = """
        DELETE FROM messaging.dead_letters WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM messaging.dead_letters
            WHERE status = ANY ('{Retried,Discarded}') AND last_failed_at < $1
                AND CASE status WHEN 'Retried' THEN retried_at ELSE discarded_at END < $1
            ORDER BY last_failed_at LIMIT $2 FOR UPDATE SKIP LOCKED))
        """;

    public async ValueTask RecordAsync(IDurableSession session, DeadLetter deadLetter, CancellationToken cancellationToken)
    {
        var postgres = PostgresSession.From(session);
        var letter = LedgerRules.Storable(deadLetter);
        var kept = await PutBackFromAsync(postgres, letter, cancellationToken);
        if (kept is null)
        {
            if (await PostgresLetterRows.TryInsertAsync(postgres, letter, cancellationToken))
                return;
            kept = await PostgresLetterRows.LockAsync(postgres, letter.Id, cancellationToken);
        }

        if (kept is null)
        {
            kept = await PostgresLetterRows.LockAsync(postgres, letter.Endpoint, letter.MessageId!.Value, cancellationToken);
            if (kept is not null && !LedgerRules.SameBody(kept, letter))
                kept = await InsertUnderContentIdAsync(postgres, letter, cancellationToken);
        }

        if (kept is not null && kept.Status != DeadLetterStatus.Open)
            await PostgresLetterRows.WriteFailureAsync(postgres, LedgerRules.Again(kept, letter), cancellationToken);
    }

    public async ValueTask<CaptureOutcome> CaptureAsync(
        IDurableSession session, DeadLetter deadLetter, CaptureSource source, CancellationToken cancellationToken)
    {
        var postgres = PostgresSession.From(session);
        var letter = LedgerRules.Storable(deadLetter);
        var before = await PutBackFromAsync(postgres, letter, cancellationToken);
        letter = letter with { MessageId = before?.Letter.MessageId ?? letter.MessageId };
        var (kept, unseen) = await SeeAsync(postgres, before, letter, cancellationToken);
        if (kept is not null && !LedgerRules.SameBody(kept, letter))
        {
            letter = letter with { MessageId = LedgerRules.ContentId(letter) };
            (kept, unseen) = await SeeAsync(postgres, null, letter, cancellationToken);
        }

        var outcome = LedgerRules.Decide(kept, unseen, source);
        if (outcome == CaptureOutcome.Recorded)
        {
            if (!await PostgresLetterRows.TryInsertAsync(postgres, letter, cancellationToken))
                throw new InvalidOperationException($"a letter of message {letter.MessageId} on {letter.Endpoint} was written at the same time");
        }
        else if (outcome is CaptureOutcome.Counted or CaptureOutcome.Reopened)
        {
            await PostgresLetterRows.WriteFailureAsync(postgres, LedgerRules.Again(kept!, letter), cancellationToken);
        }

        return outcome;
    }

    public async ValueTask<LedgerChange> RetryAsync(IDurableSession session, Guid id, CancellationToken cancellationToken)
    {
        var postgres = PostgresSession.From(session);
        var kept = await PostgresLetterRows.LockAsync(postgres, id, cancellationToken);
        if (kept is null)
            return LedgerChange.NotFound;
        if (kept.Status != DeadLetterStatus.Open)
            return LedgerChange.NotOpen;
        if (kept.Letter.MessageId is { } messageId)
        {
            await using var forget = PostgresLetterRows.Command(
                postgres, "DELETE FROM messaging.inbox WHERE consumer = $1 AND message_id = $2");
            PostgresLetterRows.Add(forget, NpgsqlDbType.Text, kept.Letter.Endpoint);
            PostgresLetterRows.Add(forget, NpgsqlDbType.Uuid, messageId);
            await forget.ExecuteNonQueryAsync(cancellationToken);
        }

        session.AddOutbox(resend.Create(kept.Letter));
        await using var command = PostgresLetterRows.Command(postgres, Retried);
        PostgresLetterRows.Add(command, NpgsqlDbType.Uuid, id);
        PostgresLetterRows.Add(command, NpgsqlDbType.TimestampTz, time.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
        return LedgerChange.Done;
    }

    public async ValueTask<LedgerChange> DiscardAsync(IDurableSession session, Guid id, string reason, CancellationToken cancellationToken)
    {
        var words = LedgerRules.DiscardReason(reason);
        var postgres = PostgresSession.From(session);
        var kept = await PostgresLetterRows.LockAsync(postgres, id, cancellationToken);
        if (kept is null)
            return LedgerChange.NotFound;
        if (kept.Status != DeadLetterStatus.Open)
            return LedgerChange.NotOpen;
        await using var command = PostgresLetterRows.Command(postgres, Discarded);
        PostgresLetterRows.Add(command, NpgsqlDbType.Uuid, id);
        PostgresLetterRows.Add(command, NpgsqlDbType.TimestampTz, time.GetUtcNow());
        PostgresLetterRows.Add(command, NpgsqlDbType.Text, words);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return LedgerChange.Done;
    }

    public async ValueTask<IReadOnlyList<DeadLetter>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        ListLimit.Check(limit);
        await using var command = source.CreateCommand($"{PostgresLetterRows.Select} ORDER BY received_at DESC LIMIT $1");
        command.Parameters.AddWithValue(limit);
        return (await PostgresLetterRows.ReadAsync(command, cancellationToken)).ConvertAll(kept => kept.Letter);
    }

    public async ValueTask<IReadOnlyList<KeptDeadLetter>> ListKeptAsync(
        DeadLetterStatus? status, int limit, CancellationToken cancellationToken)
    {
        ListLimit.Check(limit);
        await using var command = source.CreateCommand(
            $"{PostgresLetterRows.Select} WHERE $1::text IS NULL OR status = $1 ORDER BY last_failed_at DESC LIMIT $2");
        PostgresLetterRows.Add(command, NpgsqlDbType.Text, status?.ToString());
        PostgresLetterRows.Add(command, NpgsqlDbType.Integer, limit);
        return await PostgresLetterRows.ReadAsync(command, cancellationToken);
    }

    public async ValueTask<KeptDeadLetter?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand($"{PostgresLetterRows.Select} WHERE id = $1");
        PostgresLetterRows.Add(command, NpgsqlDbType.Uuid, id);
        return (await PostgresLetterRows.ReadAsync(command, cancellationToken)).FirstOrDefault();
    }

    public async ValueTask<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(Forget);
        PostgresLetterRows.Add(command, NpgsqlDbType.TimestampTz, before.ToUniversalTime());
        PostgresLetterRows.Add(command, NpgsqlDbType.Integer, limit);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async ValueTask<KeptDeadLetter?> PutBackFromAsync(
        PostgresSession session, DeadLetter letter, CancellationToken cancellationToken) =>
        LedgerRules.PutBackFrom(letter) is { } id
        && await PostgresLetterRows.LockAsync(session, id, cancellationToken) is { } kept && LedgerRules.IsOf(kept, letter)
            ? kept
            : null;

    // The letter first: an inbox entry for a message that turns out to be another one would keep the first from being handled. Who finds
    // the entry taken has waited for its writer, and looks again.
    private static async ValueTask<(KeptDeadLetter? Kept, bool Unseen)> SeeAsync(
        PostgresSession session, KeptDeadLetter? before, DeadLetter letter, CancellationToken cancellationToken)
    {
        var messageId = letter.MessageId!.Value;
        var kept = before ?? await PostgresLetterRows.LockAsync(session, letter.Endpoint, messageId, cancellationToken);
        if (kept is not null && !LedgerRules.SameBody(kept, letter))
            return (kept, false);
        var unseen = await session.TryRecordInboxAsync(new InboxKey(messageId, letter.Endpoint), cancellationToken);
        if (!unseen && kept is null)
            kept = await PostgresLetterRows.LockAsync(session, letter.Endpoint, messageId, cancellationToken);
        return (kept, unseen);
    }

    private static async ValueTask<KeptDeadLetter?> InsertUnderContentIdAsync(
        PostgresSession session, DeadLetter letter, CancellationToken cancellationToken)
    {
        var own = letter with { MessageId = LedgerRules.ContentId(letter) };
        return await PostgresLetterRows.TryInsertAsync(session, own, cancellationToken)
            ? null
            : await PostgresLetterRows.LockAsync(session, own.Endpoint, own.MessageId!.Value, cancellationToken);
    }
}
