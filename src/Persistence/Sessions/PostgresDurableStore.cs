using System.Data;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Packs;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Bot3.Messaging.Persistence.Sessions;

/// <summary>
/// Units of work as transactions of Postgres, isolation read committed: every rule that needs more takes row locks or checks versions.
/// </summary>
public sealed class PostgresDurableStore : IDurableStore
{
    private readonly IOutboxDispatcher _dispatcher;
    private readonly OutboxOptions _options;
    private readonly MessagePacker _packer;
    private readonly TimeProvider _time;

    internal PostgresDurableStore(
        NpgsqlDataSource source, IOutboxDispatcher dispatcher, MessagePacker packer, IOptions<OutboxOptions> options, TimeProvider time)
    {
        Source = source;
        _dispatcher = dispatcher;
        _packer = packer;
        _options = options.Value;
        _time = time;
    }

    internal NpgsqlDataSource Source { get; }

    /// <inheritdoc/>
    public async ValueTask<IDurableSession> BeginAsync(CancellationToken cancellationToken)
    {
        var connection = await Source.OpenConnectionAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
            return new PostgresSession(connection, transaction, _dispatcher, _packer, _options, _time);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
