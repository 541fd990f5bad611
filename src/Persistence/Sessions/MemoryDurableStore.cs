using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Packs;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Persistence.Sessions;

/// <summary>
/// Units of work in process memory, one at a time: a session holds the store-wide lock until it is disposed.
/// Never begin a second session, or read a saga, while one is open in the same flow of calls.
/// </summary>
public sealed class MemoryDurableStore : IDurableStore, IDisposable
{
    private readonly IOutboxDispatcher _dispatcher;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly OutboxOptions _options;
    private readonly MessagePacker _packer;
    private readonly TimeProvider _time;

    internal MemoryDurableStore(IOutboxDispatcher dispatcher, MessagePacker packer, IOptions<OutboxOptions> options, TimeProvider time)
    {
        _dispatcher = dispatcher;
        _packer = packer;
        _options = options.Value;
        _time = time;
    }

    internal Dictionary<InboxKey, DateTimeOffset> Inbox { get; } = [];

    internal Dictionary<Guid, MemoryOutboxRow> Outbox { get; } = [];

    /// <inheritdoc/>
    public async ValueTask<IDurableSession> BeginAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        return new MemorySession(this, _dispatcher, _packer, _options, _time);
    }

    /// <summary>Runs a short piece of work under the store-wide lock.</summary>
    /// <typeparam name="T">What the work returns.</typeparam>
    /// <param name="work">The work; must not begin a session.</param>
    /// <param name="cancellationToken">Ends the wait for the lock.</param>
    /// <returns>The work's result.</returns>
    public async ValueTask<T> ReadAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return work();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    internal void Release() => _gate.Release();
}

/// <summary>A stored message and the time from which sweepers may take it.</summary>
internal sealed record MemoryOutboxRow(OutboxRow Row, DateTimeOffset AvailableAt);
