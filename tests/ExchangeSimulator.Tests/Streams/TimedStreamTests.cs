using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Tests.Kit;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Streams;

public sealed class TimedStreamTests
{
    private const string Samples = "Subscriptions/Spot/ExchangeData/";

    [Theory]
    [InlineData("AggregatedTrades.txt", "btcusdt@aggTrade")]
    [InlineData("Klines.txt", "btcusdt@kline_8h")]
    [InlineData("PartialBook.txt", "btcusdt@depth5@100ms")]
    [InlineData("RollingWindowTicker.txt", "btcusdt@ticker_1h")]
    [InlineData("Ticker.txt", "btcusdt@ticker")]
    public async Task Stream_ThatIsSubscribed_HasTheRecordedFields(string sample, string stream)
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = await WebSocketClient.ConnectAsync(simulator.BaseAddress, $"stream?streams={stream}");
        await client.SendAsync("""{"method":"LIST_SUBSCRIPTIONS","id":1}""");
        await client.ReceiveAsync();

        simulator.MoveMarket("BTCUSDT", 64_000m);

        FieldNames.AssertCovers(Recorded.Body(Samples + sample), await client.ReceiveAsync(), stream);
    }

    [Fact]
    public async Task Depth_Differences_FollowOneAnotherWithoutAGap()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = await WebSocketClient.ConnectAsync(simulator.BaseAddress, "ws/btcusdt@depth@100ms");
        await client.SendAsync("""{"method":"LIST_SUBSCRIPTIONS","id":1}""");
        await client.ReceiveAsync();
        var last = 0L;
        for (var price = 64_000m; price < 64_005m; price++)
        {
            simulator.MoveMarket("BTCUSDT", price);
            simulator.TickStreams();
            var update = await client.ReceiveAsync();
            Assert.Equal("depthUpdate", (string)update["e"]!);
            Assert.True(last == 0 || (long)update["U"]! == last + 1, $"{update["U"]} does not follow {last}");
            last = (long)update["u"]!;
        }
    }

    [Fact]
    public async Task AllMiniTickers_InMicroseconds_AreOneArray()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = await WebSocketClient.ConnectAsync(simulator.BaseAddress, "ws/!miniTicker@arr?timeUnit=MICROSECOND");

        var all = Assert.IsType<JsonArray>(await client.ReceiveAsync());

        Assert.Equal(4, all.Count);
        Assert.InRange((long)all[0]!["E"]!, 1_000_000_000_000_000, 10_000_000_000_000_000);
    }

    [Fact]
    public async Task Property_Combined_IsSetAndRead()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = await WebSocketClient.ConnectAsync(simulator.BaseAddress, "ws/0");

        await client.SendAsync("""{"method":"SET_PROPERTY","params":["combined",true],"id":1}""");
        Assert.Equal("""{"result":null,"id":1}""", (await client.ReceiveAsync()).ToJsonString());
        await client.SendAsync("""{"method":"GET_PROPERTY","params":["combined"],"id":2}""");
        Assert.Equal("""{"result":true,"id":2}""", (await client.ReceiveAsync()).ToJsonString());
        await client.SendAsync("""{"method":"GET_PROPERTY","params":["colour"],"id":3}""");
        Assert.Equal(0, (int)(await client.ReceiveAsync())["code"]!);
        await client.SendAsync("""{"method":"SET_PROPERTY","params":["combined",1],"id":4}""");
        Assert.Equal(1, (int)(await client.ReceiveAsync())["code"]!);
        await client.SendAsync("nonsense");
        Assert.Equal(3, (int)(await client.ReceiveAsync())["code"]!);
    }
}
