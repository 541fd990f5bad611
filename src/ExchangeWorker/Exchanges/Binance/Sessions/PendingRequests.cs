using System.Collections.Concurrent;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Sessions;

/// <summary>Requests of one connection that wait for their answers. Bounded by the turns of who sends. Thread-safe.</summary>
internal sealed class PendingRequests
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<BinanceReply>> _waiting = new();
    private readonly Lock _lock = new();
    private bool _ended;

    /// <summary>Whether none waits.</summary>
    public bool IsEmpty => _waiting.IsEmpty;

    /// <summary>Waits for an answer, from before the request is sent.</summary>
    /// <param name="id">The request's number.</param>
    /// <returns>The answer, or the connection's end, should that come first; null when it has ended already.</returns>
    public Task<BinanceReply>? TryAdd(long id)
    {
        lock (_lock)
        {
            if (_ended)
                return null;
            var source = new TaskCompletionSource<BinanceReply>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting[id] = source;
            return source.Task;
        }
    }

    /// <summary>Hands an answer on.</summary>
    /// <returns>False when nobody waits for it: it came too late.</returns>
    public bool TryComplete(long id, BinanceReply reply) => _waiting.TryRemove(id, out var source) && source.TrySetResult(reply);

    /// <summary>Waits for an answer no longer.</summary>
    public void Remove(long id) => _waiting.TryRemove(id, out _);

    /// <summary>Ends all that wait, and all that come.</summary>
    /// <param name="reply">What they are told.</param>
    public void End(BinanceReply reply)
    {
        lock (_lock)
            _ended = true;
        foreach (var id in _waiting.Keys)
            TryComplete(id, reply);
    }
}
