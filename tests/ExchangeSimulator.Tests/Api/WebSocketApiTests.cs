using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Tests.Kit;
using NSec.Cryptography;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Api;

public sealed class WebSocketApiTests
{
    private static JsonObject Limit(string price, string id) => new()
    {
        ["symbol"] = "BTCUSDT", ["side"] = "BUY", ["type"] = "LIMIT", ["timeInForce"] = "GTC",
        ["quantity"] = "0.01", ["price"] = price, ["newClientOrderId"] = id,
    };

    [Fact]
    public async Task Order_WholeLife_IsAnsweredAndReported()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = await WebSocketClient.ConnectAsync(simulator.BaseAddress);
        Assert.Equal(0, (int)(await client.SubscribeAsync())["result"]!["subscriptionId"]!);

        var placed = await client.CallAsync("order.place", WebSocketClient.Signed(Limit("60000", "ws1")));
        Assert.Equal((200, "NEW"), ((int)placed["status"]!, (string)placed["result"]!["status"]!));
        var accepted = await client.EventAsync(found => (string)found["e"]! == "executionReport");
        Assert.Equal(("ws1", "NEW", "NEW", true),
            ((string)accepted["c"]!, (string)accepted["x"]!, (string)accepted["X"]!, (bool)accepted["w"]!));
        var position = await client.EventAsync(found => (string)found["e"]! == "outboundAccountPosition");
        Assert.Equal("600.00000000", (string)position["B"]![0]!["l"]!);

        simulator.MoveMarket("BTCUSDT", 59_000m);
        var trade = await client.EventAsync(found => (string)found["e"]! == "executionReport");
        Assert.Equal(("TRADE", "FILLED", true, "BTC"),
            ((string)trade["x"]!, (string)trade["X"]!, (bool)trade["m"]!, (string)trade["N"]!));
        Assert.Equal("0.00001000", (string)trade["n"]!);

        var status = await client.CallAsync("order.status",
            WebSocketClient.Signed(new JsonObject { ["symbol"] = "BTCUSDT", ["origClientOrderId"] = "ws1" }));
        Assert.Equal("FILLED", (string)status["result"]!["status"]!);
    }

    [Fact]
    public async Task Cancel_OpenOrder_ReportsBothIds()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = await WebSocketClient.ConnectAsync(simulator.BaseAddress);
        await client.SubscribeAsync();
        var placed = await client.CallAsync("order.place", WebSocketClient.Signed(Limit("60000", "ws1")));
        // Some clients send the order id as text.
        var terms = new JsonObject { ["symbol"] = "BTCUSDT", ["orderId"] = placed["result"]!["orderId"]!.ToString(),
            ["newClientOrderId"] = "bye" };

        var cancelled = await client.CallAsync("order.cancel", WebSocketClient.Signed(terms));

        Assert.Equal("CANCELED", (string)cancelled["result"]!["status"]!);
        var report = await client.EventAsync(found => (string?)found["x"] == "CANCELED");
        Assert.Equal(("bye", "ws1", "CANCELED"), ((string)report["c"]!, (string)report["C"]!, (string)report["X"]!));
    }

    [Fact]
    public async Task Frame_Id_IsEchoedWithItsType()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = await WebSocketClient.ConnectAsync(simulator.BaseAddress);

        Assert.Equal("7", (await client.CallAsync(7, "ping", null))["id"]!.ToJsonString());
        Assert.Equal("\"x7\"", (await client.CallAsync("x7", "v3/time", null))["id"]!.ToJsonString());
        await client.SendAsync("""{"id":null,"method":"ping"}""");
        Assert.Null((await client.AnswerAsync())["id"]);
    }

    [Theory]
    [InlineData("not json", -1135)]
    [InlineData("[1]", -1135)]
    [InlineData("""{"id":1}""", -1135)]
    [InlineData("""{"id":1,"method":"nothing.known"}""", -1020)]
    [InlineData("""{"id":1,"method":"userDataStream.start","params":{"apiKey":"test-key"}}""", -1020)]
    [InlineData("""{"id":1,"method":"account.status","params":{}}""", -1102)]
    [InlineData("""{"id":1,"method":"userDataStream.subscribe"}""", -2015)]
    [InlineData("""{"id":1,"method":"userDataStream.unsubscribe","params":{"subscriptionId":3}}""", -2036)]
    public async Task Frame_ThatCannotBeServed_IsRefused(string frame, int code)
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = await WebSocketClient.ConnectAsync(simulator.BaseAddress);

        await client.SendAsync(frame);

        Assert.Equal(code, (int)(await client.AnswerAsync())["error"]!["code"]!);
    }

    [Fact]
    public async Task Subscribe_Twice_IsRefusedUntilUnsubscribed()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = await WebSocketClient.ConnectAsync(simulator.BaseAddress);
        await client.SubscribeAsync();

        Assert.Equal(-2035, (int)(await client.SubscribeAsync())["error"]!["code"]!);
        Assert.Equal("""[{"subscriptionId":0}]""", (await client.CallAsync("session.subscriptions"))["result"]!.ToJsonString());
        Assert.Equal("{}", (await client.CallAsync("userDataStream.unsubscribe"))["result"]!.ToJsonString());
        await client.EventAsync(found => (string)found["e"]! == "eventStreamTerminated");
        Assert.Equal(1, (int)(await client.SubscribeAsync())["result"]!["subscriptionId"]!);
    }

    [Fact]
    public async Task ReturnRateLimits_False_DropsThem()
    {
        await using var simulator = await Simulators.StartAsync();
        using var quiet = await WebSocketClient.ConnectAsync(simulator.BaseAddress, "ws-api/v3?returnRateLimits=false");
        using var usual = await WebSocketClient.ConnectAsync(simulator.BaseAddress);

        Assert.Null((await quiet.CallAsync("ping"))["rateLimits"]);
        Assert.Equal("REQUEST_WEIGHT", (string)(await usual.CallAsync("ping"))["rateLimits"]![0]!["rateLimitType"]!);
    }

    [Fact]
    public async Task Logon_Ed25519_LaterCallsNeedNoSignature()
    {
        var creation = new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport };
        using var key = Key.Create(SignatureAlgorithm.Ed25519, creation);
        var pem = System.Text.Encoding.ASCII.GetString(key.PublicKey.Export(KeyBlobFormat.PkixPublicKeyText));
        var account = AccountOptions.Default with
        {
            Keys = [new ApiKeyOptions("ed", ApiKeyType.Ed25519, pem), .. AccountOptions.Default.Keys],
        };
        await using var simulator = await Simulators.StartAsync(Simulators.Still with { Accounts = [account] });
        using var client = await WebSocketClient.ConnectAsync(simulator.BaseAddress);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var signature = SignatureAlgorithm.Ed25519.Sign(key, System.Text.Encoding.UTF8.GetBytes($"apiKey=ed&timestamp={now}"));

        var refused = await client.CallAsync("session.logon", WebSocketClient.Signed([]));
        Assert.Equal(-1020, (int)refused["error"]!["code"]!);
        var logon = await client.CallAsync("session.logon",
            new JsonObject { ["apiKey"] = "ed", ["timestamp"] = now, ["signature"] = Convert.ToBase64String(signature) });
        Assert.Equal("ed", (string)logon["result"]!["apiKey"]!);
        Assert.Equal(0, (int)(await client.CallAsync("userDataStream.subscribe"))["result"]!["subscriptionId"]!);
        var status = await client.CallAsync("account.status", new JsonObject { ["timestamp"] = now });
        Assert.Equal(200, (int)status["status"]!);
        Assert.Null((await client.CallAsync("session.logout"))["result"]!["apiKey"]);
    }

    [Fact]
    public async Task Shutdown_OpenConnection_IsAnnounced()
    {
        var simulator = await Simulators.StartAsync();
        using var client = await WebSocketClient.ConnectAsync(simulator.BaseAddress);
        await client.CallAsync("ping");

        var goodbye = client.ReceiveAsync();
        await simulator.DisposeAsync();

        Assert.Equal("serverShutdown", (string)(await goodbye)["event"]!["e"]!);
    }
}
