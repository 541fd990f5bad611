using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.ExchangeWorker.Reconciliation;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Bot3.Messaging.ExchangeWorker.Tests.Reconciliation;

public sealed class DifferenceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Difference_ThatStays_IsAlertedOnce_AndOneThatGoesIsForgotten()
    {
        var time = new FakeTimeProvider(Noon);
        var book = new DifferenceBook("main", TimeSpan.FromMinutes(2), time, NullLogger.Instance);
        Difference one = new(DifferenceKinds.InDoubt, "a", "x"), two = new(DifferenceKinds.OrphanOrder, "b", "y");
        Assert.Empty(book.Update([one]));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(book.Update([one, two]));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([one], book.Update([one with { }, two, two]));
        Assert.Empty(book.Update([two]));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([two], book.Update([one, two]));
        Assert.Empty(book.Update([one, two]));
    }

    [Fact]
    public void Balances_ThatChangeByTheTrades_Agree()
    {
        var audit = new BalanceAudit();
        Assert.Empty(Read(audit, 0, ("BTC", 1m), ("USDT", 1000m)));
        audit.Add([Trade(1, 30, OrderSide.Buy, 0.5m, 100m, 0.001m, "BTC")]);
        Assert.Empty(Read(audit, 60, ("BTC", 1.499m), ("USDT", 950m)));
        audit.Add([Trade(2, 90, OrderSide.Sell, 1m, 200m, 0.2m, "USDT")]);
        Assert.Empty(Read(audit, 120, ("BTC", 0.499m), ("USDT", 1149.8m)));
        Assert.Empty(Read(audit, 180, ("BTC", 0.499m), ("USDT", 1149.8m)));
        Assert.Empty(Read(audit, 240, ("BTC", 0.499m), ("USDT", 1149.8m)));
    }

    [Fact]
    public void Balance_ThatNoTradeExplains_IsADifference_UntilItIsTheNewBeginning()
    {
        var audit = new BalanceAudit();
        Read(audit, 0, ("BTC", 1m));
        Read(audit, 60, ("BTC", 1m));
        Read(audit, 120, ("BTC", 0.9m), ("ETH", 3m));
        var differences = Read(audit, 180, ("BTC", 0.9m), ("ETH", 3m));
        Assert.Equal(["BTC", "ETH"], differences.Select(difference => difference.Subject));
        Assert.Equal("the venue holds 0.9 BTC; before, and by the trades since, it is 1", differences[0].Text);
        Assert.Equal(2, Read(audit, 240, ("BTC", 0.9m), ("ETH", 3m)).Count);
        audit.Restart();
        Read(audit, 300, ("BTC", 0.9m), ("ETH", 3m));
        Read(audit, 360, ("BTC", 0.9m), ("ETH", 3m));
        Assert.Empty(Read(audit, 420, ("BTC", 0.9m), ("ETH", 3m)));
    }

    [Fact]
    public void Reading_ThatATradeFellUpon_IsNotJudged()
    {
        var audit = new BalanceAudit();
        Read(audit, 0, ("BTC", 1m), ("USDT", 100m));
        Read(audit, 60, ("BTC", 1m), ("USDT", 100m));

        // Read a moment before the trade was in the balance, and listed only at the next reading.
        Read(audit, 120, ("BTC", 1m), ("USDT", 100m));
        audit.Add([Trade(1, 121, OrderSide.Buy, 1m, 10m, 0m, null)]);
        Assert.Empty(Read(audit, 180, ("BTC", 2m), ("USDT", 90m)));
        Assert.Empty(Read(audit, 240, ("BTC", 2m), ("USDT", 90m)));
        Assert.Empty(Read(audit, 300, ("BTC", 2m), ("USDT", 90m)));
    }

    private static IReadOnlyList<Difference> Read(BalanceAudit audit, int second, params (string Asset, decimal Amount)[] held)
    {
        var at = Noon.AddSeconds(second);
        return audit.Take([.. held.Select(item => new AssetBalance { Asset = item.Asset, Free = item.Amount, Locked = 0m })], at, at);
    }

    private static VenueTrade Trade(long id, int second, OrderSide side, decimal quantity, decimal price, decimal fee, string? feeAsset) => new()
    {
        Symbol = "BTC/USDT",
        TradeId = id,
        VenueOrderId = "1",
        Side = side,
        Price = price,
        Quantity = quantity,
        Fee = fee,
        FeeAsset = feeAsset,
        IsMaker = false,
        ExecutedAt = Noon.AddSeconds(second),
    };
}
