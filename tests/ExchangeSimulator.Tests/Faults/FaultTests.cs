using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Faults;
using Bot3.Messaging.ExchangeSimulator.Tests.Kit;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Faults;

/// <summary>Each fault as a client sees it, and the truth behind it.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private const string Resting = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=60000&newClientOrderId=f1";

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

    [Theory]
    [InlineData(FaultKind.NoAnswerBeforeEngine, 0)]
    [InlineData(FaultKind.NoAnswerAfterEngine, 1)]
    public async Task NoAnswer_Rest_DropsTheConnection(FaultKind kind, int orders)
    {
        Once(kind);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.SignedAsync("POST", "order", Resting));

        Assert.Equal(orders, simulator.Truth().Orders.Length);
    }

    [Fact]
    public async Task NoAnswer_WebSocket_DropsTheConnectionAfterTheOrder()
    {
        Once(FaultKind.NoAnswerAfterEngine);
        using var socket = await WebSocketClient.ConnectAsync(simulator.BaseAddress);

        await Assert.ThrowsAsync<WebSocketException>(() => PlaceAsync(socket));

        Assert.Single(simulator.Truth().Orders);
    }

    [Fact]
    public async Task NoAnswer_KeepingTheConnection_LeavesTheNextCallWorking()
    {
        simulator.AddFault(new FaultRule(FaultKind.NoAnswerAfterEngine) { Call = "order.place", Count = 1, KeepConnection = true });
        using var socket = await WebSocketClient.ConnectAsync(simulator.BaseAddress);
        var frame = new JsonObject { ["id"] = 1, ["method"] = "order.place", ["params"] = WebSocketClient.Signed(Terms()) };

        await socket.SendAsync(frame.ToJsonString());
        var ping = await socket.CallAsync("later", "ping", null);

        Assert.Equal("later", (string)ping["id"]!);
        Assert.Single(simulator.Truth().Orders);
    }

    [Theory]
    [InlineData(FaultKind.ServerErrorBefore, 503, -1000, 0)]
    [InlineData(FaultKind.ServerErrorAfter, 504, -1007, 1)]
    [InlineData(FaultKind.TooManyRequests, 429, -1003, 0)]
    public async Task Error_Injected_IsAnsweredAndTheTruthKnowsBetter(FaultKind kind, int status, int code, int orders)
    {
        Once(kind);

        var refusal = await client.RefusedAsync("POST", "order", Resting);

        Assert.Equal((status, code), (refusal.Status, refusal.Code));
        Assert.Equal(orders, simulator.Truth().Orders.Length);
        await client.GoodAsync("POST", "order", Resting.Replace("f1", "f2"));
    }

    [Fact]
    public async Task UnreadableAnswer_IsNotJson()
    {
        Once(FaultKind.UnreadableAnswer);

        using var response = await client.SignedAsync("POST", "order", Resting);

        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Single(simulator.Truth().Orders);
    }

    [Fact]
    public async Task StaleQuery_OrderThatExists_IsNotFoundOnce()
    {
        await client.GoodAsync("POST", "order", Resting);
        simulator.AddFault(new FaultRule(FaultKind.StaleQuery) { Count = 1, DelayMs = 60_000 });

        Assert.Equal((400, -2013, "Order does not exist."), await client.RefusedAsync("GET", "order",
            "symbol=BTCUSDT&origClientOrderId=f1"));
        await client.GoodAsync("GET", "order", "symbol=BTCUSDT&origClientOrderId=f1");
    }

    [Fact]
    public async Task StaleQuery_OlderOrder_IsFound()
    {
        await client.GoodAsync("POST", "order", Resting);
        simulator.AddFault(new FaultRule(FaultKind.StaleQuery) { DelayMs = 0 });

        await client.GoodAsync("GET", "order", "symbol=BTCUSDT&origClientOrderId=f1");
    }

    [Fact]
    public async Task EventBeforeAnswer_WebSocket_EventComesFirst()
    {
        Once(FaultKind.EventBeforeAnswer);
        using var socket = await WebSocketClient.ConnectAsync(simulator.BaseAddress);
        await socket.SubscribeAsync();

        await PlaceAsync(socket);

        Assert.Equal(["executionReport", "outboundAccountPosition"], socket.Events.Select(frame => (string)frame["event"]!["e"]!));
    }

    [Fact]
    public async Task DelayedAnswer_OrderIsInTheTruthAndAnswered()
    {
        simulator.AddFault(new FaultRule(FaultKind.DelayedAnswer) { Count = 1, DelayMs = 20 });

        var placed = await client.GoodAsync("POST", "order", Resting);

        Assert.Equal((long)placed["orderId"]!, Assert.Single(simulator.Truth().Orders).OrderId);
    }

    [Fact]
    public async Task DelayedRequest_OutlivingItsWindow_IsRefusedByTheSecondClockCheck()
    {
        simulator.AddFault(new FaultRule(FaultKind.DelayedRequest) { Count = 1, DelayMs = 1_200 });

        Assert.Equal((400, -1021, "Timestamp for this request is outside of the recvWindow."),
            await client.RefusedAsync("POST", "order", Resting + "&recvWindow=1000"));
        Assert.Empty(simulator.Truth().Orders);
    }

    [Fact]
    public async Task DuplicateEvent_IsSentTwice()
    {
        simulator.AddFault(new FaultRule(FaultKind.DuplicateEvent) { Call = "executionReport", Count = 1 });
        using var socket = await WebSocketClient.ConnectAsync(simulator.BaseAddress);
        await socket.SubscribeAsync();
        await client.GoodAsync("POST", "order", Resting);

        var first = await socket.EventAsync(found => (string)found["e"]! == "executionReport");
        var second = await socket.EventAsync(found => (string)found["e"]! == "executionReport");

        Assert.Equal(first.ToJsonString(), second.ToJsonString());
    }

    [Fact]
    public async Task StreamCut_InPlaceOfAnEvent_EndsTheConnection()
    {
        simulator.AddFault(new FaultRule(FaultKind.StreamCut) { Account = "test", Count = 1 });
        using var socket = await WebSocketClient.ConnectAsync(simulator.BaseAddress);
        await socket.SubscribeAsync();
        await client.GoodAsync("POST", "order", Resting);

        await Assert.ThrowsAsync<WebSocketException>(socket.ReceiveAsync);
    }

    [Fact]
    public async Task Rule_OfAnotherAccountOrCall_DoesNotApply()
    {
        simulator.AddFault(new FaultRule(FaultKind.ServerErrorBefore) { Account = "somebody" });
        simulator.AddFault(new FaultRule(FaultKind.ServerErrorBefore) { Call = "order.cancel" });

        await client.GoodAsync("POST", "order", Resting);
        Assert.Equal(503, (await client.RefusedAsync("DELETE", "order", "symbol=BTCUSDT&origClientOrderId=f1")).Status);
        simulator.ClearFaults();
        await client.GoodAsync("DELETE", "order", "symbol=BTCUSDT&origClientOrderId=f1");
    }

    [Fact]
    public void Profile_SameSeed_DrawsTheSameFaults()
    {
        var first = Draws(new FaultInjector(FaultProfile.Heavy, 7));

        Assert.Equal(first, Draws(new FaultInjector(FaultProfile.Heavy, 7)));
        Assert.NotEqual(first, Draws(new FaultInjector(FaultProfile.Heavy, 8)));
        Assert.All(Draws(new FaultInjector(FaultProfile.None, 7)), Assert.Null);
        Assert.True(first.Count(kind => kind is not null) > Draws(new FaultInjector(FaultProfile.Light,
            7)).Count(kind => kind is not null));
    }

    private static List<FaultKind?> Draws(FaultInjector injector) =>
        [.. Enumerable.Range(0, 500).Select(_ => injector.ForCall("test", "order.place").Rule?.Kind)];

    private static JsonObject Terms() => new()
    {
        ["symbol"] = "BTCUSDT", ["side"] = "BUY", ["type"] = "LIMIT", ["timeInForce"] = "GTC", ["quantity"] = "0.01", ["price"] = "60000",
    };

    private static Task<JsonNode> PlaceAsync(WebSocketClient socket) => socket.CallAsync("order.place", WebSocketClient.Signed(Terms()));

    private void Once(FaultKind kind) => simulator.AddFault(new FaultRule(kind) { Call = "order.place", Count = 1, DelayMs = 0 });
}
