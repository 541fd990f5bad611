using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Api;

namespace Bot3.Messaging.ExchangeSimulator.Limits;

/// <summary>Counts weight per address and unfilled orders per account. Used under the venue's lock.</summary>
internal sealed class RateLimiter(RateLimitOptions options)
{
    // What the first fill of an order gives back to the unfilled order count.
    private const int TakerRefund = 1;
    private const int MakerRefund = 5;

    // The simulator listens on loopback only: all its clients share one address.
    private readonly FixedWindow weight = new(TimeSpan.FromMinutes(1));
    private readonly FixedWindow connections = new(TimeSpan.FromMinutes(5));
    private readonly Dictionary<Account, (FixedWindow Short, FixedWindow Day)> orders = [];
    private DateTimeOffset bannedUntil;
    private int ignoredRefusals;

    public RateLimitOptions Options { get; } = options;

    public int UsedWeight(DateTimeOffset now) => weight.Count(now);

    public (int Per10Seconds, int PerDay) OrderCounts(Account account, DateTimeOffset now)
    {
        var (shortWindow, day) = Windows(account);
        return (shortWindow.Count(now), day.Count(now));
    }

    /// <exception cref="VenueRefusal">429 at the limit, 418 for who goes on regardless.</exception>
    public void EnterRequest(DateTimeOffset now)
    {
        if (now < bannedUntil)
            throw Refusals.Banned(bannedUntil);
        if (weight.Count(now) < Options.RequestWeightPerMinute)
        {
            ignoredRefusals = 0;
            return;
        }

        if (++ignoredRefusals > Options.RequestsBeforeBan)
        {
            bannedUntil = now + Options.Ban;
            throw Refusals.Banned(bannedUntil);
        }

        throw Refusals.TooMuchWeight(Options.RequestWeightPerMinute, weight.End(now));
    }

    /// <exception cref="VenueRefusal">-1034: too many attempts to connect.</exception>
    public void EnterConnection(DateTimeOffset now)
    {
        connections.Add(1, now);
        if (connections.Count(now) > Options.ConnectionsPer5Minutes)
            throw MarketRefusals.TooManyAttempts(Options.ConnectionsPer5Minutes);
    }

    public void AddWeight(int amount, DateTimeOffset now) => weight.Add(amount, now);

    /// <exception cref="VenueRefusal">-1015: too many unfilled orders.</exception>
    public void EnterOrders(Account account, int count, DateTimeOffset now)
    {
        var (shortWindow, day) = Windows(account);
        if (shortWindow.Count(now) + count > Options.OrdersPer10Seconds)
            throw Refusals.TooManyOrders(Options.OrdersPer10Seconds, "10 SECOND", shortWindow.End(now));
        if (day.Count(now) + count > Options.OrdersPerDay)
            throw Refusals.TooManyOrders(Options.OrdersPerDay, "1 DAY", day.End(now));
        shortWindow.Add(count, now);
        day.Add(count, now);
    }

    public void FirstFill(Account account, bool isMaker, DateTimeOffset now)
    {
        var (shortWindow, day) = Windows(account);
        var refund = isMaker ? MakerRefund : TakerRefund;
        shortWindow.Add(-refund, now);
        day.Add(-refund, now);
    }

    private (FixedWindow Short, FixedWindow Day) Windows(Account account)
    {
        if (!orders.TryGetValue(account, out var windows))
            orders.Add(account, windows = (new FixedWindow(TimeSpan.FromSeconds(10)), new FixedWindow(TimeSpan.FromDays(1))));
        return windows;
    }
}
