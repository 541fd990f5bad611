using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Packs;
using Npgsql;

namespace Bot3.Messaging.Persistence.Sessions;

/// <summary>
/// One transaction of Postgres. Stores of workers write their rows through <see cref="Connection"/> and <see cref="Transaction"/>.
/// </summary>
public sealed class PostgresSession : IDurableSession
{
    private readonly IOutboxDispatcher _dispatcher;
    private readonly OutboxOptions _options;
    private readonly SessionOutbox _outbox = new();
    private readonly MessagePacker _packer;
    private readonly TimeProvider _time;
    private bool _committed;

    internal PostgresSession(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IOutboxDispatcher dispatcher, MessagePacker packer,
        OutboxOptions options, TimeProvider time)
    {
        Connection = connection;
        Transaction = transaction;
        _dispatcher = dispatcher;
        _packer = packer;
        _options = options;
        _time = time;
    }

    /// <summary>The open connection; not to be closed by users of the session.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>The running transaction; not to be ended by users of the session.</summary>
    public NpgsqlTransaction Transaction { get; }

    /// <summary>Casts a session for a store that writes to Postgres.</summary>
    /// <param name="session">The unit of work.</param>
    /// <returns>The same session.</returns>
    /// <exception cref="InvalidOperationException">The session belongs to another kind of store.</exception>
    public static PostgresSession From(IDurableSession session) => session as PostgresSession ?? throw new InvalidOperationException(
        $"session must be a {nameof(PostgresSession)}, was {session?.GetType().Name ?? "null"}: register business stores for the provider in use");

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
        if (_committed)
            throw new InvalidOperationException("the session was committed before; open another one");
        _committed = true;
        var now = _time.GetUtcNow();
        var rows = _outbox.ToRows(_packer, now);
        if (rows.Count > 0)
        {
            await using var batch = new NpgsqlBatch(Connection, Transaction);
            foreach (var row in rows)
                batch.BatchCommands.Add(PostgresOutboxRows.Insert(row, SessionOutbox.AvailableAt(row, now, _options.GracePeriod)));
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        await Transaction.CommitAsync(cancellationToken);
        SessionOutbox.Dispatch(rows, now, _dispatcher);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
