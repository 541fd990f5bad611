using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Tests.Kit;
using Microsoft.Extensions.Time.Testing;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Market;

public sealed class MovingMarketTests
{
    [Fact]
    public async Task RandomRun_OverHttpWithAMovingMarket_ConservesEveryAsset()
    {
        var options = new SimulatorOptions
        {
            Port = 0, Seed = 5, RateLimits = new() { OrdersPer10Seconds = 100_000 },
                Market = new() { StepInterval = TimeSpan.FromMilliseconds(2) },
        };
        await using var simulator = await Simulators.StartAsync(options);
        using var client = new RestClient(simulator.BaseAddress);
        var random = new Random(5);
        for (var count = 0; count < 150; count++)
        {
            var side = random.Next(2) == 0 ? "BUY" : "SELL";
            var terms = random.Next(2) == 0
                ? $"type=LIMIT&timeInForce=GTC&price={(3_195 + random.Next(10))}&quantity=0.{random.Next(1, 10)}"
                : $"type=MARKET&quantity=0.{random.Next(1, 10)}";
            await client.GoodAsync("POST", "order", $"symbol=ETHUSDT&side={side}&{terms}");
        }

        var truth = simulator.Truth();
        var start = new Dictionary<string, decimal> { ["USDT"] = 10_000_000m, ["ETH"] = 5_000m };
        foreach (var fill in truth.Fills)
        {
            var sign = fill.Side == "BUY" ? 1 : -1;
            start["ETH"] += sign * fill.Qty;
            start["USDT"] -= sign * fill.QuoteQty;
            start[fill.CommissionAsset] -= fill.Commission;
        }

        Assert.NotEmpty(truth.Fills);
        foreach (var (asset, amount) in start)
            Assert.Equal(amount, truth.Balances.Where(balance => balance.Asset == asset).Sum(balance => balance.Free + balance.Locked));
        Assert.Equal(truth.Orders.Sum(order => order.ExecutedQty), truth.Fills.Sum(fill => fill.Qty));
        simulator.MoveMarket("ETHUSDT", 3_200m);
    }

    [Fact]
    public async Task Walk_SameSeed_GoesTheSameWay()
    {
        Assert.Equal(await PricesAsync(3), await PricesAsync(3));
        Assert.NotEqual(await PricesAsync(3), await PricesAsync(4));
    }

    [Fact]
    public async Task Replay_Candles_FollowsTheirPath()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(file,
            ["open_time_utc,open,high,low,close,volume_base", "2018-04-04T00:00:00Z,100,120,90,110,1",
                "2018-04-04T00:01:00Z,110,115,80,85,1"],
            TestContext.Current.CancellationToken);
        // Two steps a leg: 6 a candle.
        var replay = new CandleReplay(CandleFile.Read(file), new MarketOptions { StepInterval = TimeSpan.FromSeconds(10),
            ReplaySpeed = 1 });
        File.Delete(file);

        var path = Enumerable.Range(0, 14).Select(_ => Math.Round(replay.Next(0), 6)).ToList();

        Assert.Equal([100m, 95m, 90m, 105m, 120m, 115m, 110m, 112.5m, 115m, 97.5m, 80m, 82.5m, 85m, 85m], path);
        replay.MoveTo(170m);
        Assert.Equal(170m, replay.Next(0));
    }

    [Theory]
    [InlineData("time,price", "does not start with 'open_time_utc,open,high,low,close,volume_base'.")]
    [InlineData("open_time_utc,open,high,low,close,volume_base", "has no candles.")]
    [InlineData("open_time_utc,open,high,low,close,volume_base\nx,1,2,-3,4,5", "is not a candle: 'x,1,2,-3,4,5'.")]
    public async Task CandleFile_Malformed_SaysWhere(string content, string message)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);

        var error = Assert.Throws<ArgumentException>(() => CandleFile.Read(file));

        File.Delete(file);
        Assert.Contains(message, error.Message);
    }

    private static async Task<List<string>> PricesAsync(int seed)
    {
        var time = new FakeTimeProvider();
        await using var simulator = await SimulatorHost.StartAsync(
            new SimulatorOptions { Port = 0, Seed = seed, Market = new() { Moves = false } }, time, null,
                TestContext.Current.CancellationToken);
        using var client = new RestClient(simulator.BaseAddress);
        simulator.StepMarket(50);
        return [.. (await client.PublicAsync("ticker/bookTicker")).AsArray().Select(ticker => ticker!.ToJsonString())];
    }
}
