using Bot3.Messaging.Bot3.Books;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Values;
using Bot3.Messaging.ExchangeSimulator.Admin;
using Bot3.Messaging.RiskWorker.Portfolio;

namespace Bot3.Messaging.System_Tests.Demo;

/// <summary>
/// Books and truth that agree: one buy of 2 BTC at 100, filled in two trades with fees in BTC, and one cancelled order. Each test breaks
/// one thing.
/// </summary>
internal sealed record BooksSample
{
    public static readonly Guid Filled = Guid.Parse("0197a1b2-0000-7000-8000-000000000001");
    public static readonly Guid Cancelled = Guid.Parse("0197a1b2-0000-7000-8000-000000000002");
    private static readonly DateTimeOffset At = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public OurBooks Books { get; init; } = new()
    {
        Submitted = [Filled, Cancelled],
        Orders =
        [
            new BookedOrder(Filled, "BTC/USDT", OrderStatus.Filled, 2m, 2m),
            new BookedOrder(Cancelled, "BTC/USDT", OrderStatus.Cancelled, 1m, 0m),
        ],
        SagaFills = [new BookedFill(Filled, "BTC/USDT", "11", 100m, 0.5m), new BookedFill(Filled, "BTC/USDT", "12", 100m, 1.5m)],
        RiskFills = [RiskFill("11", 0.5m), RiskFill("12", 1.5m)],
        Positions = [Position(1.998m)],
    };

    public VenueTruth Truth { get; init; } = new(
        [VenueOrder(Filled, 1, 2m, 2m, "FILLED"), VenueOrder(Cancelled, 2, 1m, 0m, "CANCELED")],
        [VenueFill(11, 0.5m), VenueFill(12, 1.5m)],
        [new BalanceTruth("test", "BTC", 10m + 1.998m, 0m), new BalanceTruth("test", "USDT", 1_000m - 200m, 0m)]);

    public static IReadOnlyDictionary<string, decimal> Opening { get; } =
        new Dictionary<string, decimal> { ["BTC"] = 10m, ["USDT"] = 1_000m };

    public BooksReport Report => BooksCheck.Compare(Books, Truth, Opening);

    public static string ClientId(Guid orderId, int slice = 0, int attempt = 0) =>
        ClientOrderId.For(OrderId.Create(orderId), slice, attempt).Value;

    public static OrderTruth VenueOrder(Guid owner, long id, decimal quantity, decimal executed, string status, int attempt = 0) => new(
        "test", "BTCUSDT", id, ClientId(owner, attempt: attempt), "BUY", "LIMIT", "GTC", status, 100m, 0m, quantity, executed, executed * 100m, null,
        At, At);

    public static FillTruth VenueFill(long tradeId, decimal quantity, decimal price = 100m) => new(
        "test", "BTCUSDT", tradeId, 1, ClientId(Filled), "BUY", price, quantity, price * quantity, quantity * 0.001m, "BTC", true, At);

    public static StoredFill RiskFill(string tradeId, decimal quantity, decimal price = 100m) => new()
    {
        Venue = "binance",
        Symbol = "BTC/USDT",
        TradeId = tradeId,
        VenueOrderId = "1",
        OrderId = Filled,
        Account = "main",
        StrategyId = "s",
        Side = OrderSide.Buy,
        Price = price,
        Quantity = quantity,
        Fee = quantity * 0.001m,
        FeeAsset = "BTC",
        IsMaker = true,
        ExecutedAt = At,
    };

    public static StoredPosition Position(decimal net) => new()
    {
        Account = "main",
        StrategyId = "s",
        Symbol = "BTC/USDT",
        NetQuantity = net,
        RealisedPnl = 0m,
        DocumentJson = "{}",
        UpdatedAt = At,
    };
}
