using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.RiskWorker.Tests;

/// <summary>Honest defaults: a BTC market at 50,000 and an account that can pay.</summary>
internal static class Samples
{
    public static AccountLimitsOptions Limits() => new()
    {
        Venue = "binance",
        PositionSizeUsdMax = 100_000m,
        RiskPerTradeUsdMax = 2_000m,
        MarketPriceAgeMax = TimeSpan.FromSeconds(10),
        PriceCollarRatio = 0.05m,
    };

    public static SubmitOrder Buy(decimal quantity = 0.1m, decimal price = 50_000m, decimal? stopLoss = 49_000m) => new()
    {
        OrderId = Guid.CreateVersion7(),
        StrategyId = "momentum",
        Account = "main",
        Symbol = "BTC/USDT",
        Side = OrderSide.Buy,
        Type = OrderType.Limit,
        Quantity = quantity,
        LimitPrice = price,
        StopLoss = stopLoss,
        CreatedAt = RiskFixture.Start,
    };

    public static MarketSnapshot Market(DateTimeOffset at) => new()
    {
        Venue = "binance",
        Prices =
        [
            new MarketPrice { Symbol = "BTC/USDT", Bid = 49_990m, Ask = 50_010m, Last = 50_000m },
            new MarketPrice { Symbol = "BNB/USDT", Bid = 499m, Ask = 501m, Last = 500m },
            new MarketPrice { Symbol = "ETH/BTC", Bid = 0.0499m, Ask = 0.0501m, Last = 0.05m },
        ],
        OccurredAt = at,
    };

    public static VenueRulesSnapshot Rules(DateTimeOffset at) => new()
    {
        Venue = "binance",
        Symbols =
        [
            new SymbolRulesSnapshot
            {
                Symbol = "BTC/USDT",
                VenueSymbol = "BTCUSDT",
                Status = "TRADING",
                BasePrecision = 8,
                QuotePrecision = 8,
                Filters =
                [
                    Filter("PRICE_FILTER", ("minPrice", "0.01000000"), ("maxPrice", "1000000.00000000"), ("tickSize", "0.01000000")),
                    Filter("LOT_SIZE", ("minQty", "0.00001000"), ("maxQty", "9000.00000000"), ("stepSize", "0.00001000")),
                    Filter("NOTIONAL", ("minNotional", "5.00000000"), ("applyMinToMarket", "true"), ("maxNotional", "9000000.00000000"),
                        ("applyMaxToMarket", "false")),
                    Filter("MAX_NUM_ORDER_LISTS", ("maxNumOrderLists", "20")),
                ],
            },
        ],
        OccurredAt = at,
    };

    public static AccountBalancesSnapshot Balances(DateTimeOffset at, decimal usdt = 1_000_000m, decimal locked = 0m) => new()
    {
        Account = "main",
        Venue = "binance",
        Balances =
        [
            new AssetBalance { Asset = "USDT", Free = usdt, Locked = locked },
            new AssetBalance { Asset = "BTC", Free = 10m, Locked = 0m },
        ],
        OccurredAt = at,
    };

    public static OrderFilled Filled(SubmitOrder order, string tradeId, decimal quantity, decimal price = 50_000m) => new()
    {
        OrderId = order.OrderId,
        ClientOrderId = "b3x",
        Account = order.Account,
        Venue = "binance",
        StrategyId = order.StrategyId,
        Symbol = order.Symbol,
        Side = order.Side,
        VenueOrderId = "1",
        TradeId = tradeId,
        Price = price,
        Quantity = quantity,
        Fee = 0m,
        IsMaker = false,
        OrderQuantity = order.Quantity,
        OccurredAt = RiskFixture.Start,
    };

    private static SymbolFilterSnapshot Filter(string name, params (string Key, string Value)[] values)
        => new() { Name = name, Values = values.ToDictionary(value => value.Key, value => value.Value, StringComparer.Ordinal) };
}
