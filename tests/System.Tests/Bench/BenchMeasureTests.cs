using System.Text.Json;
using System.Xml.Linq;
using Bot3.Messaging.Bot3.Commands.Bench.Measure;
using Bot3.Messaging.Bot3.Commands.Bench.Report;

namespace Bot3.Messaging.System_Tests.Bench;

/// <summary>How figures are read and told.</summary>
public sealed class BenchMeasureTests
{
    private static BenchReport Report { get; } = new()
    {
        OrdersPerSecond = 700.12345,
        DeliveriesPerOrder = 7,
        AmqpMessagesPerOrder = 1.5,
        CommitsPerOrder = 2,
        CpuMsPerOrder = 2.5,
        CpuMsPerOrderByPart = new Dictionary<string, double> { ["broker"] = 1 },
        RawBrokerMessagesPerSecond = 8_000,
        BrokerShare = 0.6,
        RawDatabaseCommitsPerSecond = 4_000,
        RawDatabaseGroupedRowsPerSecond = 30_000,
        DatabaseShare = 0.3,
        GroupSize1OrdersPerSecond = 100,
        GroupingGain = 7,
        LatencyP50Ms = 8,
        LatencyP99Ms = 20,
        Latency =
        [
            new RateReport(50, new Percentiles(100, 8, 10, 20, 30, 31), new Dictionary<string, Percentiles>()),
            new RateReport(9_000, null, new Dictionary<string, Percentiles>()),
        ],
        MemoryMb = new Dictionary<string, MemoryCourse> { ["risk-worker"] = new(100, 101) },
        Run = new RunFacts("stub", 10, 5, 3, null, null, 0, "a <machine>", "abc", DateTimeOffset.UnixEpoch, 0.01),
    };

    [Fact]
    public void Percentiles_AreValuesThatOccurred()
    {
        var found = Percentiles.Of(Enumerable.Range(1, 1_000).Select(value => (double)value).Reverse());

        Assert.Equal(new Percentiles(1_000, 500, 900, 990, 999, 1_000), found);
    }

    [Fact]
    public void ProcessLine_WithAStrangeName_IsRead()
    {
        var line = "12 (a) b (c) S 7 1 1 0 -1 4194560 1 2 3 4 150 50 30 20 20 0 9 0 100 1000 25 0 0";

        var figures = ProcessTable.Parse(line);

        Assert.Equal(7, figures.Parent);
        Assert.Equal(TimeSpan.FromSeconds(2.5), figures.Cpu);
        Assert.Equal(TimeSpan.FromSeconds(2), figures.OwnCpu);
        Assert.Equal(25 * Environment.SystemPageSize, figures.ResidentBytes);
    }

    [Fact]
    public void Busy_WaitingForTheDiskIsIdle()
    {
        var (before, after) = (QuietMachine.Parse("cpu 0 0 0 0 0 0 0 0 0 0"), QuietMachine.Parse("cpu 10 5 5 55 20 3 2 0 99 0"));

        Assert.Equal(0.25, QuietMachine.Busy(before, after), 3);
    }

    [Fact]
    public void Memory_CourseOfARisingSeries_Rises()
        => Assert.Equal(new MemoryCourse(1.5, 7.5), MemoryMeter.Course([.. Enumerable.Range(1, 8).Select(mebi => mebi * 1024L * 1024)]));

    [Theory]
    [InlineData("orders_per_second", 700.123)]
    [InlineData("deliveries_per_order", 7)]
    [InlineData("cpu_ms_per_order", 2.5)]
    [InlineData("raw_broker_messages_per_second", 8_000)]
    [InlineData("broker_share", 0.6)]
    [InlineData("group_size_1_orders_per_second", 100)]
    [InlineData("latency_p50_ms", 8)]
    [InlineData("latency_p99_ms", 20)]
    public void Json_HasThePromisedKey(string key, double value)
    {
        using var json = JsonDocument.Parse(BenchJson.Line(Report));

        Assert.Equal(value, json.RootElement.GetProperty(key).GetDouble());
    }

    [Fact]
    public void Plot_IsWellFormed_AndShowsTheFigures()
    {
        var texts = XDocument.Parse(BenchPlot.Draw(Report)).Descendants().Where(element => element.Name.LocalName == "text")
            .Select(element => element.Value).ToList();

        Assert.Contains("700", texts);
        Assert.Contains("50/s", texts);
        Assert.Contains("commit abc, a <machine>", texts);
    }
}
