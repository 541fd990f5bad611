using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Tests.Kit;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Api;

public sealed class OrderListApiTests : IAsyncLifetime
{
    private const string Symbol = "symbol=BTCUSDT&";
    private const string Oco = Symbol + "side=SELL&quantity=0.1&aboveType=LIMIT_MAKER&abovePrice=70000&belowType=STOP_LOSS_LIMIT"
        + "&belowStopPrice=60000&belowPrice=59000&belowTimeInForce=GTC";

    private const string Working = Symbol + "workingType=LIMIT&workingSide=BUY&workingTimeInForce=GTC&workingQuantity=0.1&workingPrice=60000";
    private const string Pair = "&pendingSide=SELL&pendingAboveType=LIMIT_MAKER&pendingAbovePrice=70000&pendingBelowType=STOP_LOSS"
        + "&pendingBelowStopPrice=55000";

    private SimulatorHost simulator = null!;
    private RestClient client = null!;

    public async ValueTask InitializeAsync()
    {
        simulator = await Simulators.StartAsync();
        client = new RestClient(simulator.BaseAddress);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await simulator.DisposeAsync();
    }

    [Fact]
    public async Task Oco_Placed_HasTheRecordedShape()
    {
        var placed = await client.GoodAsync("POST", "orderList/oco", Oco + "&listClientOrderId=list&aboveClientOrderId=up");

        FieldNames.AssertCovers(Recorded.Body("Socket/Spot/Trading/PlaceOcoOrder.txt")["result"]!, placed, "oco");
        Assert.Equal(("OCO", "EXEC_STARTED", "EXECUTING", "list"), ((string)placed["contingencyType"]!, (string)placed["listStatusType"]!,
            (string)placed["listOrderStatus"]!, (string)placed["listClientOrderId"]!));
        Assert.Equal(["STOP_LOSS_LIMIT", "LIMIT_MAKER"], Types(placed));
        Assert.Equal((-1, "up"), ((long)placed["orderReports"]![0]!["workingTime"]!, (string)placed["orders"]![1]!["clientOrderId"]!));
        var open = (await client.GoodAsync("GET", "openOrders", "symbol=BTCUSDT")).AsArray();
        Assert.All(open, order => Assert.Equal((long)placed["orderListId"]!, (long)order!["orderListId"]!));
    }

    [Theory]
    [InlineData("order/oco", "side=BUY&quantity=0.1&price=60000&stopPrice=70000", "STOP_LOSS,LIMIT_MAKER", "NEW,NEW", 2)]
    [InlineData(
        "order/oco",
        "side=SELL&quantity=0.1&price=70000&stopPrice=60000&stopLimitPrice=59000&stopLimitTimeInForce=GTC",
        "STOP_LOSS_LIMIT,LIMIT_MAKER",
        "NEW,NEW",
        2)]
    [InlineData("orderList/oto", "pendingType=MARKET&pendingSide=SELL&pendingQuantity=0.1", "LIMIT,MARKET", "NEW,PENDING_NEW", 2)]
    [InlineData("orderList/otoco", "pendingQuantity=0.1" + Pair, "LIMIT,STOP_LOSS,LIMIT_MAKER", "NEW,PENDING_NEW,PENDING_NEW", 3)]
    [InlineData("orderList/opo", "pendingType=LIMIT_MAKER&pendingSide=SELL&pendingPrice=70000", "LIMIT,LIMIT_MAKER", "NEW,PENDING_NEW", 2)]
    [InlineData("orderList/opoco", "strategyId=1" + Pair, "LIMIT,STOP_LOSS,LIMIT_MAKER", "NEW,PENDING_NEW,PENDING_NEW", 3)]
    public async Task List_Placed_CountsItsOrders(string path, string terms, string types, string statuses, int count)
    {
        var text = (path == "order/oco" ? Symbol : Working + "&") + terms;

        using var response = await client.SignedFormAsync("POST", path, text);
        var placed = await RestClient.JsonAsync(response);

        Assert.True(response.IsSuccessStatusCode, placed.ToJsonString());
        Assert.Equal(types.Split(','), Types(placed));
        Assert.Equal(statuses.Split(','), placed["orderReports"]!.AsArray().Select(leg => (string)leg!["status"]!));
        Assert.Equal(path == "order/oco" ? "OCO" : "OTO", (string)placed["contingencyType"]!);
        Assert.Equal([$"{count}"], response.Headers.GetValues("X-MBX-ORDER-COUNT-10S"));
    }

    [Theory]
    [InlineData(
        "side=BUY&aboveType=LIMIT_MAKER&abovePrice=70000&belowType=STOP_LOSS&belowStopPrice=60000",
        -1165,
        "A limit order in a buy OCO must be below.")]
    [InlineData(
        "side=SELL&aboveType=STOP_LOSS&aboveStopPrice=70000&belowType=LIMIT_MAKER&belowPrice=60000",
        -1197,
        "A stop loss order in a sell OCO must be below.")]
    [InlineData(
        "side=SELL&aboveType=TAKE_PROFIT&aboveStopPrice=70000&belowType=LIMIT_MAKER&belowPrice=60000",
        -1166,
        "A limit order in a sell OCO must be above.")]
    [InlineData(
        "side=BUY&aboveType=STOP_LOSS&aboveStopPrice=70000&belowType=STOP_LOSS&belowStopPrice=60000",
        -1196,
        "A stop loss order in a buy OCO must be above.")]
    [InlineData(
        "side=BUY&aboveType=TAKE_PROFIT&aboveStopPrice=70000&belowType=TAKE_PROFIT&belowStopPrice=60000",
        -1198,
        "A take profit order in a buy OCO must be below.")]
    [InlineData(
        "side=SELL&aboveType=TAKE_PROFIT&aboveStopPrice=70000&belowType=TAKE_PROFIT&belowStopPrice=60000",
        -1199,
        "A take profit order in a sell OCO must be above.")]
    [InlineData(
        "side=SELL&aboveType=LIMIT_MAKER&abovePrice=70000&belowType=LIMIT_MAKER&belowPrice=60000",
        -1168,
        "At least one OCO order must be contingent.")]
    [InlineData(
        "side=SELL&aboveType=MARKET&belowType=STOP_LOSS&belowStopPrice=60000",
        -1158,
        "Order type not supported in OCO.")]
    [InlineData(
        "side=SELL&aboveType=LIMIT_MAKER&abovePrice=64000&belowType=STOP_LOSS&belowStopPrice=60000",
        -2010,
        "The relationship of the prices for the orders is not correct.")]
    [InlineData(
        "side=SELL&aboveType=LIMIT_MAKER&abovePrice=70000"
        + "&belowType=STOP_LOSS_LIMIT&belowPrice=60000&belowStopPrice=60000&belowIcebergQty=0.1&belowTimeInForce=IOC",
        -1160,
        "Parameter 'belowIcebergQty' is not supported if 'aboveTimeInForce'/'belowTimeInForce' is not GTC.")]
    public async Task Oco_BadPair_IsRefusedWithTheDocumentedText(string terms, int code, string message)
    {
        Assert.Equal((400, code, message), await client.RefusedAsync("POST", "orderList/oco", Symbol + "quantity=0.1&" + terms));
        Assert.Empty(simulator.Truth().Orders);
    }

    [Theory]
    [InlineData(
        "orderList/opo",
        "&pendingType=LIMIT_MAKER&pendingSide=BUY&pendingPrice=50000",
        -1223,
        "Pending orders in an OPO list must be asks.")]
    [InlineData(
        "orderList/opo",
        "&pendingType=LIMIT_MAKER&pendingSide=SELL&pendingPrice=70000&pendingQuantity=1",
        -1225,
        "Pending orders should not include the 'pendingQuantity' tag.")]
    [InlineData(
        "orderList/oto",
        "&pendingType=LIMIT&pendingSide=SELL&pendingQuantity=1&pendingPrice=70000",
        -1102,
        "Mandatory parameter 'pendingTimeInForce' was not sent, was empty/null, or malformed.")]
    public async Task PendingLeg_Malformed_IsRefused(string path, string terms, int code, string message) =>
        Assert.Equal((400, code, message), await client.RefusedAsync("POST", path, Working + terms));

    [Fact]
    public async Task Lists_QueriedAndCancelled_TellTheSameStory()
    {
        var first = await client.GoodAsync("POST", "orderList/oco", Oco + "&listClientOrderId=first");
        var second = await client.GoodAsync("POST", "orderList/oto", Working + "&pendingType=MARKET&pendingSide=SELL&pendingQuantity=0.1");
        var (firstId, secondId) = ((long)first["orderListId"]!, (long)second["orderListId"]!);

        Assert.Equal(firstId, (long)(await client.GoodAsync("GET", "orderList", "origClientOrderId=first"))["orderListId"]!);
        Assert.Equal(2, (await client.GoodAsync("GET", "openOrderList", "")).AsArray().Count);
        var canceled = await client.GoodAsync("DELETE", "orderList", Symbol + $"orderListId={firstId}&newClientOrderId=bye");
        Assert.Equal(("ALL_DONE", "ALL_DONE"), ((string)canceled["listStatusType"]!, (string)canceled["listOrderStatus"]!));
        Assert.All(canceled["orderReports"]!.AsArray(),
            leg => Assert.Equal(("CANCELED", "bye"), ((string)leg!["status"]!, (string)leg["clientOrderId"]!)));
        Assert.Equal(secondId, (long)Assert.Single((await client.GoodAsync("GET", "openOrderList", "")).AsArray())!["orderListId"]!);
        Assert.Equal(2, (await client.GoodAsync("GET", "allOrderList", "")).AsArray().Count);
        Assert.Equal(secondId,
            (long)Assert.Single((await client.GoodAsync("GET", "allOrderList", $"fromId={secondId}")).AsArray())!["orderListId"]!);
        Assert.Equal((400, -2011, "Unknown order sent."), await client.RefusedAsync("DELETE", "orderList", Symbol + $"orderListId={firstId}"));
        Assert.Equal((400, -2013, "Order list does not exist."), await client.RefusedAsync("GET", "orderList", "orderListId=99"));
    }

    [Fact]
    public async Task Cancel_OneLeg_AnswersWithTheList()
    {
        var placed = await client.GoodAsync("POST", "orderList/oco", Oco);

        var canceled = await client.GoodAsync("DELETE", "order", Symbol + $"orderId={placed["orders"]![0]!["orderId"]}");

        Assert.Equal((2, (long)placed["orderListId"]!), (canceled["orderReports"]!.AsArray().Count, (long)canceled["orderListId"]!));
    }

    [Fact]
    public async Task CancelAll_OrderAndList_MixesBothShapes()
    {
        await client.GoodAsync("POST", "orderList/oco", Oco);
        await client.GoodAsync("POST", "order", Symbol + "side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.1&price=60000");

        var canceled = (await client.GoodAsync("DELETE", "openOrders", "symbol=BTCUSDT")).AsArray();

        Assert.Equal([true, false], canceled.Select(item => item!["orderReports"] is null));
        Assert.Empty((await client.GoodAsync("GET", "openOrders", "")).AsArray());
    }

    [Fact]
    public async Task Otoco_WorkingFilled_EventsFollowEachLeg()
    {
        using var socket = await WebSocketClient.ConnectAsync(simulator.BaseAddress);
        await socket.SubscribeAsync();
        await client.GoodAsync("POST", "orderList/otoco", Working + "&pendingQuantity=0.1" + Pair);
        var started = await socket.EventAsync(found => (string)found["e"]! == "listStatus");
        Assert.Equal(("OTO", "EXEC_STARTED", "EXECUTING", "NONE"), ((string)started["c"]!, (string)started["l"]!, (string)started["L"]!,
            (string)started["r"]!));
        Assert.Equal(3, started["O"]!.AsArray().Count);

        simulator.MoveMarket("BTCUSDT", 59_900m);
        var filled = await socket.EventAsync(found => (string?)found["X"] == "FILLED");
        Assert.Equal((long)started["g"]!, (long)filled["g"]!);
        var live = await socket.EventAsync(found => (string?)found["o"] == "LIMIT_MAKER");
        Assert.Equal(("NEW", "NEW", true), ((string)live["x"]!, (string)live["X"]!, (bool)live["w"]!));
        simulator.MoveMarket("BTCUSDT", 54_900m);
        var expired = await socket.EventAsync(found => (string?)found["x"] == "EXPIRED");
        Assert.Equal("OCO_TRIGGER", (string)expired["eR"]!);
        var done = await socket.EventAsync(found => (string)found["e"]! == "listStatus");
        Assert.Equal(("ALL_DONE", "ALL_DONE"), ((string)done["l"]!, (string)done["L"]!));
    }

    private static IEnumerable<string> Types(JsonNode placed) =>
        placed["orderReports"]!.AsArray().Select(leg => (string)leg!["type"]!);
}
