using System.Collections.Immutable;
using Bot3.Messaging.Bot3.Commands.Up;
using Bot3.Messaging.Bot3.Environment;

namespace Bot3.Messaging.System_Tests.Chaos;

public sealed class EnvironmentTests
{
    private static readonly Uri Amqp = new("amqp://bot3:pw@127.0.0.1:4567/");
    private static readonly Uri Health = new("http://127.0.0.1:7001/");
    private static readonly Uri Simulator = new("http://127.0.0.1:9080/");

    [Fact]
    public void WorkerCounts_Given_AreRead()
    {
        var counts = WorkerCounts.Parse("risk=2,exchange=3");

        Assert.Equal(2, counts[WorkerKind.Risk]);
        Assert.Equal(3, counts[WorkerKind.Exchange]);
        Assert.False(counts.ContainsKey(WorkerKind.Saga));
    }

    [Theory]
    [InlineData("risk", "'risk': expected risk=COUNT, exchange=COUNT or saga=COUNT, separated by commas")]
    [InlineData("oms=1", "'oms=1': expected risk=COUNT, exchange=COUNT or saga=COUNT, separated by commas")]
    [InlineData("1=1", "'1=1': expected risk=COUNT, exchange=COUNT or saga=COUNT, separated by commas")]
    [InlineData("risk=0", "'risk=0': the count must be 1 to 16")]
    [InlineData("risk=17", "'risk=17': the count must be 1 to 16")]
    [InlineData("risk=1,risk=2", "'risk=2': risk is named twice")]
    public void WorkerCounts_Wrong_AreRefused(string text, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => WorkerCounts.Parse(text)).Message);

    [Fact]
    public void Settings_OfTheRiskWorker_HoldAllFourLimits()
    {
        var settings = Settings(WorkerKind.Risk, new LocalSystemOptions { DataDirectory = "x" });

        Assert.Equal("100000", settings["BOT3_Risk__Accounts__main__PositionSizeUsdMax"]);
        Assert.Equal("2000", settings["BOT3_Risk__Accounts__main__RiskPerTradeUsdMax"]);
        Assert.Equal("00:00:10", settings["BOT3_Risk__Accounts__main__MarketPriceAgeMax"]);
        Assert.Equal("0.05", settings["BOT3_Risk__Accounts__main__PriceCollarRatio"]);
        Assert.Equal("bot3", settings["BOT3_Bus__UserName"]);
        Assert.Equal("pw", settings["BOT3_Bus__Password"]);
        Assert.Equal("4567", settings["BOT3_Bus__Port"]);
        Assert.DoesNotContain(settings.Keys, key => key.StartsWith("BOT3_Exchange", StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_OfTheExchangeWorker_PointAtTheSimulator()
    {
        var settings = Settings(WorkerKind.Exchange, new LocalSystemOptions { DataDirectory = "x" });

        Assert.Equal("http://127.0.0.1:9080", settings["BOT3_Exchange__Accounts__0__Binance__RestUrl"]);
        Assert.Equal("ws://127.0.0.1:9080/ws-api/v3", settings["BOT3_Exchange__Accounts__0__Binance__WebSocketApiUrl"]);
        Assert.Equal("ETH/BTC", settings["BOT3_Exchange__Accounts__0__Symbols__3"]);
    }

    [Fact]
    public void Settings_Further_ReachOnlyTheWorkerTheyConcern()
    {
        var options = new LocalSystemOptions
        {
            DataDirectory = "x", Settings = ImmutableDictionary<string, string>.Empty.Add("Risk:SnapshotPatience", "00:00:20"),
        };

        Assert.Equal("00:00:20", Settings(WorkerKind.Risk, options)["BOT3_Risk__SnapshotPatience"]);
        Assert.DoesNotContain("BOT3_Risk__SnapshotPatience", Settings(WorkerKind.Saga, options).Keys);
    }

    [Fact]
    public void Options_Wrong_NameEveryViolation()
    {
        var options = new LocalSystemOptions { DataDirectory = "", SimulatorPort = 70_000, Symbols = [] };

        Assert.Equal(
            "the data folder is empty: give a path; the simulator's port was 70000: 0 to 65535; no symbols: at least one",
            Assert.Throws<ArgumentException>(options.Check).Message);
    }

    [Fact]
    public void BoundedLog_Full_KeepsTheLastLinesInTwoFiles()
    {
        var directory = Directory.CreateTempSubdirectory("bot3-log-");
        try
        {
            using var log = new BoundedLog(Path.Combine(directory.FullName, "x.log"), bytesMax: 100);
            for (var line = 0; line < 50; line++)
                log.WriteLine($"line {line:000}");

            Assert.Equal(["line 048", "line 049"], log.LastLines(2));
            var files = directory.GetFiles();
            Assert.Equal(["x.log", "x.log.1"], files.Select(file => file.Name).Order());
            Assert.All(files, file => Assert.InRange(file.Length, 1, 120));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static IReadOnlyDictionary<string, string> Settings(WorkerKind kind, LocalSystemOptions options) =>
        WorkerSettings.For(options, Amqp, "Host=db", Simulator, kind, Health);
}
