using System.Data.Common;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Wire;
using Bot3.Messaging.ExchangeWorker.Limits;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Limits;

/// <summary>
/// Keeps requests within the venue's limits before the venue has to say so. Weight belongs to the address, and all workers share it through
/// the ledger: a worker takes a piece of the minute's window and spends it by itself. Limits are those of <c>exchangeInfo</c>; until these
/// are read, only what reads them is not counted. A wait that the venue names to one worker holds for all, within
/// <see cref="Refresh"/>. Thread-safe.
/// </summary>
internal sealed class BinanceRateBudget(
    BinanceOptions options, IRateLedger ledger, BinanceRequestGate gate, BinanceClock clock, TimeProvider time, ILogger logger)
    : IDisposable
{
    /// <summary>How long what other workers have told may go unnoticed.</summary>
    public static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1);

    /// <summary>A piece is so much of a window, unless a request needs more.</summary>
    private const int Pieces = 20;

    private static readonly TimeSpan LedgerPause = TimeSpan.FromSeconds(1);

    private readonly RateLimitKey _weight = new($"address:{options.RestUrl.Host}/{options.AddressScope ?? Environment.MachineName}", "weight");
    private readonly RateLimitKey _orders = new($"account:{options.Venue}/{options.Account}", "orders");

    // Never disposed of: a request that outlives the gateway still has its turn to give back.
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Lock _lock = new();
    private BinanceLimit? _limit;
    private List<OrderCount> _counts = [];
    private long _window;
    private long _piece;
    private long _used;
    private long _asked = long.MinValue;
    private int _ordersUnderWay;
    private volatile bool _closed;

    /// <summary>Takes the limits over from <c>exchangeInfo</c>.</summary>
    /// <param name="limits">All of them.</param>
    public void Learn(IEnumerable<RateLimitBody> limits)
    {
        var known = limits.Select(BinanceLimit.From).OfType<BinanceLimit>().ToList();
        lock (_lock)
        {
            _limit = known.Where(limit => limit.Type == BinanceLimit.RequestWeight).MinBy(limit => limit.Length) ?? _limit;
            var orders = known.Where(limit => limit.Type == BinanceLimit.Orders).ToList();
            if (!_counts.Select(count => count.Limit).SequenceEqual(orders))
                _counts = [.. orders.Select(limit => new OrderCount(limit))];
        }
    }

    /// <summary>Asks whether a request may go, and counts it.</summary>
    /// <param name="weight">What it costs.</param>
    /// <param name="urgency">How urgent it is.</param>
    /// <param name="consume">False to see that so much is left, without spending it: the request is free unless it is refused.</param>
    /// <param name="cancellationToken">Cancels the call; throws.</param>
    /// <returns>How long to wait; null when it may go.</returns>
    public async ValueTask<TimeSpan?> TakeAsync(int weight, BinanceUrgency urgency, bool consume, CancellationToken cancellationToken)
    {
        if (TrySpend(weight, consume))
            return null;
        if (_closed)
            return LedgerPause;
        await _one.WaitAsync(cancellationToken);
        try
        {
            return TrySpend(weight, consume) ? null : await LeaseAsync(weight, urgency, consume, cancellationToken);
        }
        catch (DbException error)
        {
            // Cancels must go even now; whatever else waits until the ledger is there again.
            Log.LedgerAway(logger, options.Venue, options.Account, error.Message);
            return urgency == BinanceUrgency.Cancel ? null : LedgerPause;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Counts an order that is about to be sent.</summary>
    /// <returns>How long to wait; null when it may go. Then <see cref="OrderAnswered"/> must follow.</returns>
    public TimeSpan? TryOrder()
    {
        lock (_lock)
        {
            var now = Now;
            foreach (var count in _counts)
            {
                if (count.TryAdd(now) is { } wait)
                    return wait;
            }

            _ordersUnderWay++;
            return null;
        }
    }

    /// <summary>An order was answered, or will never be.</summary>
    public void OrderAnswered()
    {
        lock (_lock)
            _ordersUnderWay--;
    }

    /// <summary>Charges what a refused request cost that would have been free.</summary>
    /// <param name="weight">Its weight.</param>
    public void Charge(int weight)
    {
        lock (_lock)
            _piece -= weight;
    }

    /// <summary>Takes the venue's count over.</summary>
    /// <param name="type">Which limit.</param>
    /// <param name="length">Of which window.</param>
    /// <param name="count">How much is used.</param>
    public void Observe(string type, TimeSpan length, long count)
    {
        lock (_lock)
        {
            var now = Now;
            if (type == BinanceLimit.Orders)
                _counts.Find(known => known.Limit.Length == length)?.Observe(count, Math.Max(0, _ordersUnderWay - 1), now);
            if (type != BinanceLimit.RequestWeight || _limit is not { } limit || limit.Length != length || limit.Window(now) != _window)
                return;
            BinanceTelemetry.WeightUsed.Record(count, BinanceTelemetry.Tags(options));
            _used = Math.Max(_used, count);

            // Others on this address use it as well, unknown to the ledger: what is left of the piece may not be there any more.
            if (_used + _piece > limit.Ceiling(BinanceUrgency.Question))
                _piece = Math.Min(_piece, 0);
        }
    }

    /// <summary>Tells all workers of a wait that the venue has named.</summary>
    /// <param name="pause">How long.</param>
    /// <param name="ordersOnly">Whether it holds for new orders of this account only, not for the address.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task ShareAsync(TimeSpan pause, bool ordersOnly, CancellationToken cancellationToken)
    {
        try
        {
            await ledger.HoldAsync(ordersOnly ? _orders : _weight, Now + pause, cancellationToken);
        }
        catch (DbException error)
        {
            Log.LedgerAway(logger, options.Venue, options.Account, error.Message);
        }
    }

    /// <summary>Takes nothing more from the ledger.</summary>
    public void Dispose() => _closed = true;

    private DateTimeOffset Now => time.GetUtcNow() + clock.Offset;

    private bool TrySpend(int weight, bool consume)
    {
        lock (_lock)
        {
            // Before the limits are known there is nothing to count by; reading them is the first thing that anybody does.
            if (_limit is not { } limit)
                return true;
            if (time.GetElapsedTime(_asked) >= Refresh || _asked == long.MinValue || limit.Window(Now) != _window || _piece < weight)
                return false;
            if (consume)
                _piece -= weight;
            return true;
        }
    }

    private async ValueTask<TimeSpan?> LeaseAsync(int weight, BinanceUrgency urgency, bool consume, CancellationToken cancellationToken)
    {
        BinanceLimit limit;
        long window, piece, used;
        lock (_lock)
        {
            limit = _limit!;
            window = limit.Window(Now);
            if (window != _window)
                (_window, _piece, _used) = (window, 0, 0);
            (piece, used) = (_piece, _used);
        }

        // A whole piece while there is plenty; when little is left, exactly what this request needs.
        var missing = Math.Max(0, weight - piece);
        var wanted = missing == 0 ? 0 : Math.Max(missing, limit.Max / Pieces);
        var grant = await ledger.TakeAsync(_weight, window, wanted, limit.Ceiling(BinanceUrgency.Question), used, cancellationToken);
        var held = await ledger.TakeAsync(_orders, 0, 0, 0, 0, cancellationToken);
        if (grant.Units < missing && urgency != BinanceUrgency.Question)
        {
            var more = await ledger.TakeAsync(_weight, window, missing - grant.Units, limit.Ceiling(urgency), used, cancellationToken);
            grant = grant with { Units = grant.Units + more.Units };
        }

        Hold(grant.HeldUntil, ordersOnly: false);
        Hold(held.HeldUntil, ordersOnly: true);
        lock (_lock)
        {
            _asked = time.GetTimestamp();
            if (_window != window)
                return TimeSpan.FromMilliseconds(1);
            _piece += grant.Units;
            if (_piece < weight)
                return limit.Left(Now);
            if (consume)
                _piece -= weight;
            return null;
        }
    }

    private void Hold(DateTimeOffset? until, bool ordersOnly)
    {
        if (until - Now is { } left && left > TimeSpan.Zero)
            gate.Hold(left, ordersOnly, "told by another worker");
    }
}
