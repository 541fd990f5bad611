using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Limits;
using Bot3.Messaging.ExchangeSimulator.Tests.Kit;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Api;

public sealed class OrderChangeApiTests
{
    private const string Resting = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.1&price=60000&newClientOrderId=old";
    private const string GoodNew = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.1&price=61000";
    private const string BadNew = "symbol=BTCUSDT&side=BUY&type=LIMIT_MAKER&quantity=0.1&price=70000";

    [Theory]
    [InlineData(true, true, "STOP_ON_FAILURE", 200, 0, "SUCCESS", "SUCCESS")]
    [InlineData(false, true, "STOP_ON_FAILURE", 400, -2022, "FAILURE", "NOT_ATTEMPTED")]
    [InlineData(true, false, "STOP_ON_FAILURE", 409, -2021, "SUCCESS", "FAILURE")]
    [InlineData(true, true, "ALLOW_FAILURE", 200, 0, "SUCCESS", "SUCCESS")]
    [InlineData(false, false, "ALLOW_FAILURE", 400, -2022, "FAILURE", "FAILURE")]
    [InlineData(false, true, "ALLOW_FAILURE", 409, -2021, "FAILURE", "SUCCESS")]
    [InlineData(true, false, "ALLOW_FAILURE", 409, -2021, "SUCCESS", "FAILURE")]
    public async Task CancelReplace_WithinLimits_AnswersAsTheTableSays(
        bool hasOld, bool isGood, string mode, int status, int code, string cancelResult, string newResult)
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);
        if (hasOld)
            await client.GoodAsync("POST", "order", Resting);

        var (answered, body) = await ReplaceAsync(client, isGood ? GoodNew : BadNew, mode);

        AssertOutcome((answered, body), status, code, cancelResult, newResult);
        var parts = body["data"] ?? body;
        if (cancelResult == "FAILURE")
            Assert.Equal((-2011, "Unknown order sent."), Error(parts["cancelResponse"]!));
        else
            Assert.Equal(("old", "CANCELED"), ((string)parts["cancelResponse"]!["origClientOrderId"]!,
                (string)parts["cancelResponse"]!["status"]!));
        if (newResult == "FAILURE")
            Assert.Equal((-2010, "Order would immediately match and take."), Error(parts["newOrderResponse"]!));
        Assert.Equal(newResult == "NOT_ATTEMPTED", parts["newOrderResponse"] is null);
    }

    [Theory]
    [InlineData(true, "STOP_ON_FAILURE", null, 429, -1015, null, null)]
    [InlineData(true, "STOP_ON_FAILURE", "CANCEL_ONLY", 429, -2021, "SUCCESS", "FAILURE")]
    [InlineData(false, "STOP_ON_FAILURE", "CANCEL_ONLY", 429, -2022, "FAILURE", "NOT_ATTEMPTED")]
    [InlineData(true, "ALLOW_FAILURE", "CANCEL_ONLY", 409, -2021, "SUCCESS", "FAILURE")]
    [InlineData(false, "ALLOW_FAILURE", "CANCEL_ONLY", 400, -2022, "FAILURE", "FAILURE")]
    public async Task CancelReplace_OrderCountExceeded_AnswersAsTheTableSays(
        bool hasOld, string mode, string? limitMode, int status, int code, string? cancelResult, string? newResult)
    {
        // A day's window: the ten seconds' one could end in between.
        var limits = new RateLimitOptions { OrdersPerDay = 1 };
        await using var simulator = await Simulators.StartAsync(Simulators.Still with { RateLimits = limits });
        using var client = new RestClient(simulator.BaseAddress);
        await client.GoodAsync("POST", "order", hasOld ? Resting : Resting.Replace("=old", "=other"));

        var (answered, body) = await ReplaceAsync(client, GoodNew, mode,
            limitMode is null ? "" : $"&orderRateLimitExceededMode={limitMode}");

        AssertOutcome((answered, body), status, code, cancelResult, newResult);
        Assert.Equal(hasOld && limitMode is not null, simulator.Truth().Orders[0].Status == "CANCELED");
        if (newResult == "FAILURE")
            Assert.Equal((-1015, "Too many new orders; current limit is 1 orders per 1 DAY."), Error(body["data"]!["newOrderResponse"]!));
    }

    [Fact]
    public async Task CancelReplace_NewOrderBreaksAFilter_CancelsNothing()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);
        await client.GoodAsync("POST", "order", Resting);

        Assert.Equal((400, -1013, "Filter failure: NOTIONAL"), await client.RefusedAsync("POST", "order/cancelReplace",
            GoodNew.Replace("0.1", "0.00001") + "&cancelReplaceMode=STOP_ON_FAILURE&cancelOrigClientOrderId=old"));
        Assert.Equal("NEW", simulator.Truth().Orders[0].Status);
        Assert.Equal((400, -1102, "Param 'cancelOrigClientOrderId' or 'cancelOrderId' must be sent, but both were empty/null!"),
            await client.RefusedAsync("POST", "order/cancelReplace", GoodNew + "&cancelReplaceMode=STOP_ON_FAILURE"));
    }

    [Fact]
    public async Task CancelReplace_OverTheSocket_CarriesTheParts()
    {
        await using var simulator = await Simulators.StartAsync();
        using var socket = await WebSocketClient.ConnectAsync(simulator.BaseAddress);
        var parameters = new JsonObject
        {
            ["symbol"] = "BTCUSDT", ["side"] = "BUY", ["type"] = "LIMIT_MAKER", ["quantity"] = "0.1", ["price"] = "60000",
            ["cancelReplaceMode"] = "ALLOW_FAILURE", ["cancelOrderId"] = 999_999,
        };

        var answer = await socket.CallAsync("order.cancelReplace", WebSocketClient.Signed(parameters));

        Assert.Equal((409, -2021), ((int)answer["status"]!, (int)answer["error"]!["code"]!));
        Assert.Equal("SUCCESS", (string)answer["error"]!["data"]!["newOrderResult"]!);
    }

    [Fact]
    public async Task CancelReplace_Good_HasTheRecordedShape()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);
        await client.GoodAsync("POST", "order", Resting);

        var (_, body) = await ReplaceAsync(client, GoodNew, "STOP_ON_FAILURE");

        FieldNames.AssertCovers(Recorded.Body("Endpoints/Spot/Trading/ReplaceOrder.txt")["data"]!, body, "cancelReplace");
    }

    [Fact]
    public async Task Amend_Order_AnswersReportsAndRemembers()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);
        using var socket = await WebSocketClient.ConnectAsync(simulator.BaseAddress);
        await socket.SubscribeAsync();
        var orderId = (long)(await client.GoodAsync("POST", "order", Resting))["orderId"]!;

        var amended = await client.GoodAsync("PUT", "order/amend/keepPriority",
            $"symbol=BTCUSDT&orderId={orderId}&newQty=0.05&newClientOrderId=new");

        var order = amended["amendedOrder"]!;
        Assert.Equal(("old", "new", "0.05000000", "0.00000000"), ((string)order["origClientOrderId"]!, (string)order["clientOrderId"]!,
            (string)order["qty"]!, (string)order["cumulativeQuoteQty"]!));
        var replaced = await socket.EventAsync(found => (string?)found["x"] == "REPLACED");
        Assert.Equal(("NEW", "new", "old", "0.05000000"), ((string)replaced["X"]!, (string)replaced["c"]!, (string)replaced["C"]!,
            (string)replaced["q"]!));
        Assert.Equal((long)amended["executionId"]!, (long)replaced["I"]!);
        var remembered = Assert.Single((await client.GoodAsync("GET", "order/amendments", $"symbol=BTCUSDT&orderId={orderId}")).AsArray())!;
        Assert.Equal(("old", "new", "0.10000000", "0.05000000"), ((string)remembered["origClientOrderId"]!,
            (string)remembered["newClientOrderId"]!, (string)remembered["origQty"]!, (string)remembered["newQty"]!));
        Assert.Equal("NEW", (string)(await client.GoodAsync("GET", "order", "symbol=BTCUSDT&origClientOrderId=new"))["status"]!);
        Assert.Equal((400, -2013, "Order does not exist."),
            await client.RefusedAsync("GET", "order", "symbol=BTCUSDT&origClientOrderId=old"));
        Assert.Equal((400, -2038, "Unknown order sent."),
            await client.RefusedAsync("PUT", "order/amend/keepPriority", "symbol=BTCUSDT&origClientOrderId=old&newQty=0.01"));
    }

    [Fact]
    public async Task SelfTrade_Prevented_IsInAnswerEventAndQuery()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);
        using var socket = await WebSocketClient.ConnectAsync(simulator.BaseAddress);
        await socket.SubscribeAsync();
        var maker = await client.GoodAsync("POST", "order", Resting.Replace("60000", "64999"));

        var taker = await client.GoodAsync("POST", "order",
            "symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.3&price=64999&selfTradePreventionMode=EXPIRE_BOTH");

        Assert.Equal(("EXPIRED_IN_MATCH", "0.30000000"), ((string)taker["status"]!, (string)taker["preventedQuantity"]!));
        var part = Assert.Single(taker["preventedMatches"]!.AsArray())!;
        Assert.Equal(("0.30000000", "0.10000000"), ((string)part["takerPreventedQuantity"]!, (string)part["makerPreventedQuantity"]!));
        var seen = await socket.EventAsync(found => (string?)found["x"] == "TRADE_PREVENTION");
        Assert.Equal(("EXPIRED_IN_MATCH", "0.30000000", "0.30000000", "0.10000000", "64999.00000000"), ((string)seen["X"]!,
            (string)seen["A"]!, (string)seen["B"]!, (string)seen["pl"]!, (string)seen["pL"]!));
        Assert.Equal(((long)maker["orderId"]!, "0.00000000", "0.00000000"), ((long)seen["U"]!, (string)seen["l"]!, (string)seen["L"]!));
        var query = await client.GoodAsync("GET", "myPreventedMatches", $"symbol=BTCUSDT&orderId={maker["orderId"]}");
        FieldNames.AssertCovers(Recorded.Body("Socket/Spot/Trading/GetPreventedTrades.txt")["result"]!, query, "myPreventedMatches");
        Assert.Equal((400, -1128, "Combination of optional parameters invalid."),
            await client.RefusedAsync("GET", "myPreventedMatches", "symbol=BTCUSDT"));
    }

    private static async Task<(int Status, JsonNode Body)> ReplaceAsync(RestClient client, string terms, string mode, string more = "")
    {
        using var response = await client.SignedAsync("POST", "order/cancelReplace",
            $"{terms}&cancelReplaceMode={mode}&cancelOrigClientOrderId=old{more}");
        return ((int)response.StatusCode, await RestClient.JsonAsync(response));
    }

    private static void AssertOutcome((int Status, JsonNode Body) answer, int status, int code, string? cancelResult, string? newResult)
    {
        Assert.Equal((status, code), (answer.Status, (int?)answer.Body["code"] ?? 0));
        var parts = answer.Body["data"] ?? answer.Body;
        Assert.Equal((cancelResult, newResult), ((string?)parts["cancelResult"], (string?)parts["newOrderResult"]));
    }

    private static (int Code, string Message) Error(JsonNode part) => ((int)part["code"]!, (string)part["msg"]!);
}
