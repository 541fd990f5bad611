using System.Globalization;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;

/// <summary>
/// Keeps requests back until the time that the venue named. A limit on requests (429, 418, -1003) holds for everything, cancels included:
/// going on makes a ban of days; a limit on orders (-1015) holds for new orders only. Thread-safe.
/// </summary>
internal sealed class BinanceRequestGate(BinanceOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>Waits in force when the venue names none; its bans start at two minutes.</summary>
    private static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(5), DefaultBan = TimeSpan.FromMinutes(2);

    /// <summary>The venue's bans end after three days: whatever says more is not believed.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3);

    private long _allUntil;
    private long _ordersUntil;

    /// <summary>How long a request must still wait; null when it may go.</summary>
    /// <param name="newOrder">Whether the request places an order.</param>
    public TimeSpan? Wait(bool newOrder)
    {
        var until = Interlocked.Read(ref _allUntil);
        if (newOrder)
            until = Math.Max(until, Interlocked.Read(ref _ordersUntil));
        var wait = until - time.GetUtcNow().UtcTicks;
        return wait > 0 ? TimeSpan.FromTicks(wait) : null;
    }

    /// <summary>Whether the venue says by a reply that too much was asked.</summary>
    /// <param name="reply">The reply.</param>
    public static bool IsLimit(BinanceReply reply)
        => reply.Failure == BinanceFailure.None && (reply.Status is 429 or 418 or 403 || reply.Code is -1003 or -1015);

    /// <summary>Learns from a reply, and gives it the wait that now holds.</summary>
    /// <param name="reply">The reply.</param>
    public BinanceReply Observe(BinanceReply reply)
    {
        if (!IsLimit(reply))
            return reply;
        var ordersOnly = reply.Code == -1015;
        var pause = reply.RetryAfter ?? (reply.Status == 418 ? DefaultBan : DefaultPause);
        pause = pause > Longest ? Longest : pause;
        Hold(pause, ordersOnly, reply.Code?.ToString(CultureInfo.InvariantCulture) ?? "Http" + reply.Status);
        return reply with { RetryAfter = pause };
    }

    /// <summary>Holds requests back.</summary>
    /// <param name="pause">For how long.</param>
    /// <param name="ordersOnly">Only new orders.</param>
    /// <param name="cause">The venue's code.</param>
    public void Hold(TimeSpan pause, bool ordersOnly, string cause)
    {
        if (pause <= TimeSpan.Zero)
            return;
        var until = (time.GetUtcNow() + pause).UtcTicks;
        ref var field = ref ordersOnly ? ref _ordersUntil : ref _allUntil;
        long seen;
        do
        {
            seen = Interlocked.Read(ref field);
            if (seen >= until)
                return;
        }
        while (Interlocked.CompareExchange(ref field, until, seen) != seen);

        Log.Limited(logger, options.Venue, options.Account, cause, ordersOnly ? "orders" : "everything", pause);
    }
}
