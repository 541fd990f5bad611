using Bot3.Messaging.Domain.Exchange;
using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Positions;
using Bot3.Messaging.Domain.Risk;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Benchmarks;

/// <summary>An ordinary order on an ordinary market: limit buy of bitcoin with stop-loss and take-profit, all of Binance's filters.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Time = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    public static readonly RiskLimits Limits = new()
    {
        Version = 7,
        PositionSizeUsdMax = 100_000,
        RiskPerTradeUsdMax = 2_000,
        MarketPriceAgeMax = TimeSpan.FromSeconds(10),
        PriceCollarRatio = 0.05m,
    };

    /// <summary>As exchange information gives them for BTCUSDT.</summary>
    public static readonly SymbolRules Rules = new(
        VenueId.Create("binance"),
        Symbol.Parse("BTC/USDT"),
        "BTCUSDT",
        SymbolStatus.Trading,
        [
            new PriceFilter(0.01m, 1_000_000.00m, 0.01m),
            new LotSizeFilter(0.00001m, 9_000.00000m, 0.00001m),
            new IcebergPartsFilter(100),
            new MarketLotSizeFilter(0.00000m, 78.89733458m, 0.00000m),
            new TrailingDeltaFilter(10, 2_000, 10, 2_000),
            new PercentPriceBySideFilter(0.2m, 5m, 0.2m, 5m),
            new NotionalFilter(5.00m, true, 9_000_000.00m, false),
            new MaxNumOrdersFilter(200),
            new MaxNumAlgoOrdersFilter(5),
            new MaxPositionFilter(1_000m),
        ]);

    public static readonly RiskSnapshot Snapshot = new()
    {
        Now = Time,
        IsAccountKnown = true,
        AreVenueRulesLoaded = true,
        Rules = Rules,
        Market = new MarketPrice(Price.Create(49_990.01m), Price.Create(50_010.02m), Price.Create(50_000.12m), Time.AddSeconds(-1)),
        PositionQuantity = 0.25m,
        OpenBuyQuantity = 0.1m,
        OpenExposureUsd = 5_000.25m,
        Available = new Dictionary<AssetCode, decimal>
        {
            [AssetCode.Create("USDT")] = 1_000_000.50m,
            [AssetCode.Create("BTC")] = 100.00012m,
            [AssetCode.Create("BNB")] = 12.5m,
        },
        Reference = new MarketReference { Price = 50_000.12m, OpenOrders = 3, BaseBalance = 0.25m, OpenBuyQuantity = 0.1m },
    };

    /// <summary>What the venue's filters look at.</summary>
    public static readonly CandidateOrder Candidate = new()
    {
        Side = Side.Buy, Type = OrderType.Limit, Quantity = 0.12345m, LimitPrice = 50_000.12m,
    };

    /// <summary>The submission as risk reads it. Texts are made anew, as from a message, so that none is equal by reference.</summary>
    public static RiskRequest Request(int number = 1) => new()
    {
        OrderId = OrderId.Create(Id(number)),
        StrategyId = StrategyId.Create(Anew("momentum-btc")),
        AccountId = AccountId.Create(Anew("main")),
        Venue = VenueId.Create(Anew("binance")),
        Symbol = Symbol.Parse(Anew("BTC/USDT")),
        Side = Side.Buy,
        Type = OrderType.Limit,
        Quantity = 0.12345m,
        LimitPrice = 50_000.12m,
        StopLoss = 49_000.50m,
        TakeProfit = 53_000.75m,
        SignalConfidence = 0.75m,
    };

    /// <summary>The order that a request makes.</summary>
    public static Order Create(RiskRequest request) => request.TryToTerms(out var terms, out _)
        ? Order.Create(terms, Time)
        : throw new InvalidOperationException("The sample is not a sound order.");

    /// <summary>An order that the venue has taken.</summary>
    public static Order Working(int number = 1)
    {
        var order = Create(Request(number));
        order = order.Apply(new OrderEvent.RiskApproved(Time)).Order;
        return order.Apply(new OrderEvent.Accepted(Time, VenueOrderId.Create("28457"))).Order;
    }

    /// <summary>A trade of a quarter of the order, as the order sees it; the fee is in a third asset.</summary>
    public static OrderEvent.FillReceived Trade(int number) => new(
        Time.AddMilliseconds(number),
        TradeId.Create($"41000{number:0000}"),
        Price.Create(50_000.12m),
        Quantity.Create(0.03086m),
        0.00001234m,
        AssetCode.Create(Anew("BNB")));

    /// <summary>The same trade as the position sees it.</summary>
    public static Fill Fill(OrderEvent.FillReceived trade, int number) => new()
    {
        Venue = VenueId.Create("binance"),
        Symbol = Symbol.Parse(Anew("BTC/USDT")),
        TradeId = trade.TradeId,
        OrderId = OrderId.Create(Id(number)),
        AccountId = AccountId.Create(Anew("main")),
        StrategyId = StrategyId.Create(Anew("momentum-btc")),
        Side = number % 2 == 0 ? Side.Buy : Side.Sell,
        Price = trade.Price,
        Quantity = trade.Quantity,
        Fee = trade.Fee,
        FeeAsset = trade.FeeAsset,
        IsMaker = true,
        OccurredAt = trade.OccurredAt,
    };

    /// <summary>A position before its first fill.</summary>
    public static Position Flat() =>
        Position.Empty(AccountId.Create("main"), StrategyId.Create("momentum-btc"), Symbol.Parse("BTC/USDT"));

    /// <summary>A UUID by number.</summary>
    public static Guid Id(int number) => new(number, 0x7000, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);

    private static string Anew(string text) => new(text.AsSpan());
}
