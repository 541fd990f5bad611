using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Outbox;
using Npgsql;

namespace Bot3.Messaging.Persistence.Sessions;

/// <summary>
/// Units of work as transactions of Postgres, isolation read committed: every rule that needs more takes row locks or checks versions.
/// </summary>
public sealed class PostgresDurableStore : IDurableStore
{
    private readonly GroupLanes _lanes;
    private readonly TimeProvider _time;
    private readonly PostgresOutboxWriter _writer;

    internal PostgresDurableStore(NpgsqlDataSource source, PostgresOutboxWriter writer, GroupLanes lanes, TimeProvider time)
    {
        Source = source;
        _writer = writer;
        _lanes = lanes;
        _time = time;
    }

    internal NpgsqlDataSource Source { get; }

    /// <inheritdoc/>
    public async ValueTask<IDurableSession> BeginAsync(CancellationToken cancellationToken)
    {
        var group = new PostgresGroup();
        try
        {
            await group.BeginAsync(Source, cancellationToken);
            return new PostgresSession(group, shared: false, _writer, _time);
        }
        catch
        {
            await group.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<bool> RunAsync(DurableWork work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (work.InboxKey is { } key)
            SessionOutbox.Check(key);
        return new GroupUnit(work, cancellationToken).RunAsync(_lanes.Of(work.Group));
    }
}
