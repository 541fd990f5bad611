using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Tests;

/// <summary>Ordinary values that tests vary.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Time = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    public static readonly OrderId OrderId = OrderId.Create(new Guid("018f6b1c-0000-7000-8000-000000000001"));

    public static readonly StrategyId Strategy = StrategyId.Create("momentum-1");

    public static readonly AccountId Account = AccountId.Create("main");

    public static readonly VenueId Venue = VenueId.Create("binance");

    public static readonly Symbol Symbol = Symbol.Parse("BTC/USDT");

    public static readonly AssetCode Usdt = AssetCode.Create("USDT");

    public static readonly AssetCode Btc = AssetCode.Create("BTC");

    public static readonly AssetCode Bnb = AssetCode.Create("BNB");

    public static OrderTerms Terms(decimal quantity = 10) => new()
    {
        OrderId = OrderId,
        StrategyId = Strategy,
        AccountId = Account,
        Symbol = Symbol,
        Side = Side.Buy,
        Type = OrderType.Limit,
        Quantity = Quantity.Create(quantity),
        LimitPrice = Price.Create(100),
        StopLoss = Price.Create(90),
    };

    public static Order Order(decimal quantity = 10) => Domain.Orders.Order.Create(Terms(quantity), Time);

    public static OrderEvent.FillReceived Fill(
        string trade, decimal quantity, decimal price = 100, decimal fee = 0, AssetCode? feeAsset = null) => new(
        Time, TradeId.Create(trade), Price.Create(price), Quantity.Create(quantity), fee, feeAsset);

    public static OrderEvent.Accepted Accepted() => new(Time, VenueOrderId.Create("77"));

    /// <summary>A copy of the order that took these events; the order itself stays as it is.</summary>
    public static Order After(this Order order, params OrderEvent[] events) =>
        events.Aggregate(order with { }, (current, happened) => current.Apply(happened).Order);
}
