using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Packs;

namespace Bot3.Messaging.Persistence.Sessions;

/// <summary>
/// A unit of work in memory. Stores change their data at once and say by <see cref="OnRollback"/> how to take the change back.
/// </summary>
public sealed class MemorySession : IDurableSession
{
    private readonly IOutboxDispatcher _dispatcher;
    private readonly OutboxOptions _options;
    private readonly SessionOutbox _outbox = new();
    private readonly MessagePacker _packer;
    private readonly MemoryDurableStore _store;
    private readonly TimeProvider _time;
    private readonly Stack<Action> _undo = new();
    private bool _committed;
    private bool _disposed;

    internal MemorySession(MemoryDurableStore store, IOutboxDispatcher dispatcher, MessagePacker packer, OutboxOptions options, TimeProvider time)
    {
        _store = store;
        _dispatcher = dispatcher;
        _packer = packer;
        _options = options;
        _time = time;
    }

    /// <summary>Casts a session for a store that keeps its data in memory.</summary>
    /// <param name="session">The unit of work.</param>
    /// <returns>The same session.</returns>
    /// <exception cref="InvalidOperationException">The session belongs to another kind of store.</exception>
    public static MemorySession From(IDurableSession session) => session as MemorySession ?? throw new InvalidOperationException(
        $"session must be a {nameof(MemorySession)}, was {session?.GetType().Name ?? "null"}: register business stores for the provider in use");

    /// <summary>Registers how a change is taken back, should the session not commit; undone in reverse order.</summary>
    /// <param name="undo">Must not throw.</param>
    public void OnRollback(Action undo)
    {
        ArgumentNullException.ThrowIfNull(undo);
        ObjectDisposedException.ThrowIf(_disposed, this);
        _undo.Push(undo);
    }

    /// <inheritdoc/>
    public ValueTask<bool> TryRecordInboxAsync(InboxKey key, CancellationToken cancellationToken)
    {
        SessionOutbox.Check(key);
        if (!_store.Inbox.TryAdd(key, _time.GetUtcNow()))
            return ValueTask.FromResult(false);
        OnRollback(() => _store.Inbox.Remove(key));
        return ValueTask.FromResult(true);
    }

    /// <inheritdoc/>
    public void AddOutbox(OutboxMessage message) => _outbox.Add(message);

    /// <inheritdoc/>
    public ValueTask<bool> UnscheduleAsync(Guid token, CancellationToken cancellationToken)
    {
        var removed = _outbox.Remove(token);
        foreach (var stored in _store.Outbox.Values.Where(stored => stored.Row.Message.ScheduleToken == token).ToList())
        {
            _store.Outbox.Remove(stored.Row.Id);
            OnRollback(() => _store.Outbox.Add(stored.Row.Id, stored));
            removed = true;
        }

        return ValueTask.FromResult(removed);
    }

    /// <inheritdoc/>
    public ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        if (_committed)
            throw new InvalidOperationException("the session was committed before; open another one");
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        _committed = true;
        var now = _time.GetUtcNow();
        var rows = _outbox.ToRows(_packer, now);
        foreach (var row in rows)
            _store.Outbox.Add(row.Id, new MemoryOutboxRow(row, SessionOutbox.AvailableAt(row, now, _options.GracePeriod)));
        _undo.Clear();
        SessionOutbox.Dispatch(rows, now, _dispatcher);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (_disposed)
            return ValueTask.CompletedTask;
        _disposed = true;
        while (_undo.TryPop(out var undo))
            undo();
        _store.Release();
        return ValueTask.CompletedTask;
    }
}
