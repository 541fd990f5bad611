using Bot3.Messaging.ExchangeSimulator.Tests.Kit;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Streams;

public sealed class MarketStreamTests
{
    [Fact]
    public async Task Combined_SubscribedBookTicker_HasTheRecordedFields()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = await WebSocketClient.ConnectAsync(simulator.BaseAddress, "stream");
        await client.SendAsync("""{"method":"SUBSCRIBE","params":["btcusdt@bookTicker"],"id":1}""");
        Assert.Equal("""{"result":null,"id":1}""", (await client.ReceiveAsync()).ToJsonString());

        simulator.MoveMarket("BTCUSDT", 64_000m);

        FieldNames.AssertCovers(Recorded.Body("Subscriptions/Spot/ExchangeData/BookTicker.txt"), await client.ReceiveAsync(), "bookTicker");
    }

    [Fact]
    public async Task Raw_TradeInThePath_IsPushedWithoutAnEnvelope()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = await WebSocketClient.ConnectAsync(simulator.BaseAddress, "ws/ethusdt@trade");
        await client.SendAsync("""{"method":"LIST_SUBSCRIPTIONS","id":"a"}""");
        Assert.Equal("""{"result":["ethusdt@trade"],"id":"a"}""", (await client.ReceiveAsync()).ToJsonString());

        simulator.MoveMarket("ETHUSDT", 3_000m);

        var trade = await client.ReceiveAsync();
        Assert.Equal(("trade", "ETHUSDT", "3000.00000000"), ((string)trade["e"]!, (string)trade["s"]!, (string)trade["p"]!));
    }

    [Theory]
    [InlineData("""{"method":"DANCE","id":1}""")]
    [InlineData("""{"id":1}""")]
    [InlineData("""{"method":"SUBSCRIBE","params":[1],"id":1}""")]
    public async Task Message_ThatMakesNoSense_IsRefused(string message)
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = await WebSocketClient.ConnectAsync(simulator.BaseAddress, "ws/0");

        await client.SendAsync(message);

        Assert.Equal(2, (int)(await client.ReceiveAsync())["code"]!);
    }

    [Fact]
    public async Task Unsubscribe_Stream_StaysQuiet()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = await WebSocketClient.ConnectAsync(simulator.BaseAddress, "stream?streams=btcusdt@trade/ethusdt@trade");
        await client.SendAsync("""{"method":"UNSUBSCRIBE","params":["btcusdt@trade"],"id":1}""");
        await client.ReceiveAsync();

        simulator.MoveMarket("BTCUSDT", 64_000m);
        simulator.MoveMarket("ETHUSDT", 3_000m);

        Assert.Equal("ethusdt@trade", (string)(await client.ReceiveAsync())["stream"]!);
    }

    [Fact]
    public async Task Depth_SnapshotTakenAfterSubscribing_JoinsTheFirstEvent()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = await WebSocketClient.ConnectAsync(simulator.BaseAddress, "ws");
        await client.SendAsync("""{"method":"SUBSCRIBE","params":["btcusdt@depth@100ms"],"id":1}""");
        await client.ReceiveAsync();
        using var rest = new RestClient(simulator.BaseAddress);

        simulator.MoveMarket("BTCUSDT", 64_000m);
        var snapshot = await rest.PublicAsync("depth?symbol=BTCUSDT&limit=5000");
        simulator.MoveMarket("BTCUSDT", 63_000m);
        simulator.TickStreams();

        // PROTOCOL §11: the first event to apply has U <= lastUpdateId + 1 <= u.
        var change = await client.ReceiveAsync();
        Assert.Equal("depthUpdate", (string)change["e"]!);
        Assert.InRange((long)snapshot["lastUpdateId"]! + 1, (long)change["U"]!, (long)change["u"]!);
    }
}
