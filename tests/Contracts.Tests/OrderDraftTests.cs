using Bot3.Messaging.Contracts;
using Bot3.Messaging.Contracts.Builder;

namespace Bot3.Messaging.Contracts_Tests;

public sealed class OrderDraftTests
{
    private static readonly Guid Id = Guid.Parse("0197f9c2-0000-7000-8000-000000000001");
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Build_LimitOrder_CarriesEverything()
    {
        var order = OrderDraft.For("momentum", "main").Buy("BTC/USDT", 0.01m).Limit(50_000m).StopLoss(49_000m)
            .TakeProfit(52_000m).At("binance").Signal("s-1", 0.8m).GoodTill(Now.AddHours(1)).Build(Id, Now);

        Assert.Equivalent(
            new SubmitOrder
            {
                OrderId = Id,
                StrategyId = "momentum",
                Account = "main",
                Venues = ["binance"],
                Symbol = "BTC/USDT",
                Side = OrderSide.Buy,
                Type = OrderType.Limit,
                Quantity = 0.01m,
                LimitPrice = 50_000m,
                StopLoss = 49_000m,
                TakeProfit = 52_000m,
                SignalId = "s-1",
                SignalConfidence = 0.8m,
                TimeInForce = TimeInForce.Gtd,
                ExpiresAt = Now.AddHours(1),
                CreatedAt = Now,
            },
            order,
            strict: true);
    }

    [Fact]
    public void Build_WithoutStopLoss_IsNotAMethodOfAnyStageBeforeIt()
        => Assert.All(
            [typeof(NeedsSide), typeof(NeedsType), typeof(NeedsStopLoss)],
            stage => Assert.DoesNotContain(stage.GetMethods(), method => method.ReturnType == typeof(SubmitOrder)));

    [Fact]
    public void Build_FromTheLastStage_IsAMethod()
        => Assert.Contains(typeof(ReadyOrder).GetMethods(), method => method.ReturnType == typeof(SubmitOrder));

    [Fact]
    public void Build_EmptyOrderId_Throws()
    {
        var ready = OrderDraft.For("momentum", "main").Sell("BTC/USDT", 1m).Market().StopLoss(60_000m);
        var error = Assert.Throws<ArgumentException>(() => ready.Build(Guid.Empty, Now));
        Assert.StartsWith("orderId was empty", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OrderType.StopLossLimit, null, "needs one")]
    [InlineData(OrderType.TakeProfit, 5, "does not take one")]
    [InlineData(OrderType.Limit, 5, "only stop-loss and take-profit types take a trigger")]
    public void Triggered_WrongPrices_Throws(OrderType type, int? limit, string expected)
    {
        var draft = OrderDraft.For("momentum", "main").Sell("BTC/USDT", 1m);
        var error = Assert.Throws<ArgumentException>(() => draft.Triggered(type, 10m, limit));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
