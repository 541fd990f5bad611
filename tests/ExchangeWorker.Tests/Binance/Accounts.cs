using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bot3.Messaging.ExchangeWorker.Tests.Binance;

internal static class Accounts
{
    public static BinanceOptions Options(Uri root) => new()
    {
        Account = "main",
        RestUrl = root,
        WebSocketApiUrl = new UriBuilder(root) { Scheme = "ws", Path = "/ws-api/v3" }.Uri,
        ApiKey = "test-key",
        ApiSecret = "test-secret",
        Symbols = ["BTC/USDT"],
        ReadRetryDelay = TimeSpan.FromMilliseconds(1),
        ReconnectDelay = TimeSpan.FromMilliseconds(1),
        ReconnectDelayLimit = TimeSpan.FromMilliseconds(20),
    };

    public static IExchangeGateway Gateway(BinanceOptions options, TimeProvider? time = null)
        => BinanceGatewayFactory.Create(options, time ?? TimeProvider.System, NullLoggerFactory.Instance);

    public static PlaceOrder Order(string clientOrderId) => new()
    {
        OrderId = Guid.Parse("0199a000-0000-7000-8000-000000000001"),
        Slice = 0,
        Attempt = 0,
        ClientOrderId = clientOrderId,
        StrategyId = "s",
        Account = "main",
        Venue = "binance",
        Symbol = "BTC/USDT",
        Side = OrderSide.Buy,
        Type = OrderType.Limit,
        Quantity = 0.0100m,
        LimitPrice = 1000.00m,
        TimeInForce = TimeInForce.Gtc,
        RiskDecisionId = Guid.Parse("0199a000-0000-7000-8000-000000000002"),
        LimitsVersion = 1,
        NotAfter = DateTimeOffset.MaxValue,
        RequestedAt = DateTimeOffset.UnixEpoch,
    };
}
