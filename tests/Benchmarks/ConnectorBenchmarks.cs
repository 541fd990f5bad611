using System.Text;
using BenchmarkDotNet.Attributes;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Sessions;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Signing;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Wire;
using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.Benchmarks;

/// <summary>
/// What the connector adds to an order's way: from the command to the bytes that go on the socket, and from the bytes of an event to the
/// report that facts are made of. Without network, database and broker.
/// </summary>
public class ConnectorBenchmarks : IDisposable
{
    private static readonly byte[] Event = Encoding.UTF8.GetBytes(
        """
        {"subscriptionId":0,"event":{"e":"executionReport","E":1772445600123,"s":"BTCUSDT","c":"b30199a0000000700080000000000001","S":"BUY",
        "o":"LIMIT","f":"GTC","q":"0.01000000","p":"65000.00000000","P":"0.00000000","F":"0.00000000","g":-1,"C":"","x":"TRADE",
        "X":"PARTIALLY_FILLED","r":"NONE","i":4293153,"l":"0.00500000","z":"0.00500000","L":"64999.99000000","n":"0.00000500","N":"BTC",
        "T":1772445600122,"t":77,"I":8641984,"w":true,"m":true,"M":true,"O":1772445600100,"Z":"324.99995000","Y":"324.99995000",
        "Q":"0.00000000","W":1772445600100,"V":"NONE"}}
        """);

    private readonly BinanceSigner _hmac = BinanceSigner.Create(BinanceKeyType.Hmac, "test-secret");
    private readonly BinanceRequestFrame _frame = new();
    private readonly PlaceOrder _order = new()
    {
        OrderId = Guid.Parse("0199a000-0000-7000-8000-000000000001"),
        Slice = 0,
        Attempt = 0,
        ClientOrderId = "b30199a0000000700080000000000001",
        StrategyId = "trend",
        Account = "main",
        Venue = "binance",
        Symbol = "BTC/USDT",
        Side = OrderSide.Buy,
        Type = OrderType.Limit,
        Quantity = 0.01m,
        LimitPrice = 65_000m,
        TimeInForce = TimeInForce.Gtc,
        RiskDecisionId = Guid.Parse("0199a000-0000-7000-8000-000000000002"),
        LimitsVersion = 1,
        NotAfter = DateTimeOffset.MaxValue,
        RequestedAt = Samples.Time,
    };

    private long _id;

    /// <inheritdoc />
    public void Dispose()
    {
        _frame.Dispose();
        _hmac.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A session that is logged on: the order needs no signature.</summary>
    [Benchmark]
    public int OrderToBytesLoggedOn()
    {
        var parameters = BinanceOrderRequests.Place(_order, "BTCUSDT").Add("recvWindow", 5000L).Add("timestamp", 1_772_445_600_000L);
        return _frame.Write(++_id, "order.place", parameters, null).Length;
    }

    /// <summary>A session of an HMAC key: each order is signed.</summary>
    [Benchmark]
    public int OrderToBytesSigned()
    {
        var parameters = BinanceOrderRequests.Place(_order, "BTCUSDT")
            .Add("apiKey", "test-key").Add("recvWindow", 5000L).Add("timestamp", 1_772_445_600_000L);
        return _frame.Write(++_id, "order.place", parameters, _hmac.Sign(parameters.ToSortedText())).Length;
    }

    /// <summary>An event of a trade: cut, read, mapped.</summary>
    [Benchmark]
    public VenueStreamEvent EventToReport()
    {
        var body = BinanceFrame.Read(Event).Event;
        if (BinanceFrame.EventName(body) != "executionReport")
            throw new InvalidOperationException("The sample is no report.");
        var report = System.Text.Json.JsonSerializer.Deserialize(body.Span, BinanceJson.Default.ExecutionReport)!;
        return BinanceMapping.Report(report, "BTC/USDT");
    }
}
