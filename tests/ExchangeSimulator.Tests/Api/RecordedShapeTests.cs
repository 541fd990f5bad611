using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Tests.Kit;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Api;

/// <summary>Our messages have every field of the recorded ones, with the same kinds of values.</summary>
public sealed class RecordedShapeTests
{
    private const string Trading = "Endpoints/Spot/Trading/";
    private const string Market = "Endpoints/Spot/ExchangeData/";

    [Theory]
    [InlineData(Market + "GetServerTime.txt", "time")]
    [InlineData(Market + "GetPrice.txt", "ticker/price?symbol=BTCUSDT")]
    [InlineData(Market + "GetAvgPrice.txt", "avgPrice?symbol=BTCUSDT")]
    [InlineData(Market + "GetTradeHistory.txt", "trades?symbol=BTCUSDT")]
    [InlineData(Market + "GetExchangeInfo.txt", "exchangeInfo")]
    public async Task Public_Answer_HasTheRecordedFields(string sample, string path)
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);
        simulator.MoveMarket("BTCUSDT", 64_000m);

        FieldNames.AssertCovers(Recorded.Body(sample), await client.PublicAsync(path), path);
    }

    [Fact]
    public async Task Trading_Answers_HaveTheRecordedFields()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);
        const string Resting = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=60000&newClientOrderId=";

        FieldNames.AssertCovers(Recorded.Body(Trading + "PlaceOrder.txt"),
            await client.GoodAsync("POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01"), "order");
        await client.GoodAsync("POST", "order", Resting + "a");
        FieldNames.AssertCovers(Recorded.Body(Trading + "GetOpenOrders.txt"), await client.GoodAsync("GET", "openOrders", ""),
            "openOrders");
        FieldNames.AssertCovers(Recorded.Body(Trading + "GetOrders.txt"), await client.GoodAsync("GET", "allOrders", "symbol=BTCUSDT"),
            "allOrders");
        FieldNames.AssertCovers(Recorded.Body(Trading + "CancelOrder.txt"),
            await client.GoodAsync("DELETE", "order", "symbol=BTCUSDT&origClientOrderId=a"), "cancel");
        await client.GoodAsync("POST", "order", Resting + "b");
        FieldNames.AssertCovers(Recorded.Body(Trading + "CancelAllOrders.txt"),
            new JsonArray((await client.GoodAsync("DELETE", "openOrders", "symbol=BTCUSDT"))[0]!.DeepClone()), "cancelAll");
        FieldNames.AssertCovers(Recorded.Body("Endpoints/Spot/Account/GetAccountInfo.txt"), await client.GoodAsync("GET", "account",
            ""), "account");
    }

    [Fact]
    public async Task WebSocket_AnswersAndEvents_HaveTheRecordedFields()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = await WebSocketClient.ConnectAsync(simulator.BaseAddress);
        const string Answer = """{"id":1,"status":200,"result":{"subscriptionId":0},"rateLimits":[{"limit":1,"count":1}]}""";
        FieldNames.AssertCovers(JsonNode.Parse(Answer)!,
            await client.SubscribeAsync(), "subscribe");
        var market = new JsonObject { ["symbol"] = "BTCUSDT", ["side"] = "SELL", ["type"] = "MARKET", ["quantity"] = "0.01" };

        var placed = await client.CallAsync("p1", "order.place", WebSocketClient.Signed(market));
        FieldNames.AssertCovers(Recorded.Body("Socket/Spot/Trading/PlaceOrder.txt"), placed, "order.place");
        var sample = Recorded.Body("Subscriptions/Spot/Account/Order.txt")["event"]!;
        FieldNames.AssertCovers(sample, await client.EventAsync(found => (string?)found["x"] == "NEW"), "executionReport");
        FieldNames.AssertCovers(sample, await client.EventAsync(found => (string?)found["x"] == "TRADE"), "executionReport");
        FieldNames.AssertCovers(Recorded.Body("Subscriptions/Spot/Account/AccountPosition.txt")["event"]!,
            await client.EventAsync(found => (string)found["e"]! == "outboundAccountPosition"), "outboundAccountPosition");

        var status = new JsonObject { ["symbol"] = "BTCUSDT", ["orderId"] = (long)placed["result"]!["orderId"]! };
        // Trailing, strategy and self-trade fields are there only for orders that use them.
        FieldNames.AssertCovers(Recorded.Body("Socket/Spot/Trading/GetOrder.txt"),
            await client.CallAsync("s1", "order.status", WebSocketClient.Signed(status)), "order.status",
            "trailingDelta", "trailingTime", "strategyId", "strategyType", "preventedMatchId", "preventedQuantity");
    }
}
