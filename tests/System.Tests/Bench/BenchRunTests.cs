using System.Text.Json;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.Bot3.Commands.Bench;
using Bot3.Messaging.System_Tests.Chaos;
using Bot3.Messaging.TestKit.Services;

namespace Bot3.Messaging.System_Tests.Bench;

/// <summary>The command itself, with few orders: what it promises to print, never how fast.</summary>
[Collection(LocalSystemCollection.Name)]
public sealed class BenchRunTests(ITestOutputHelper test)
{
    [Fact]
    public async Task Bench_AFewOrders_PrintsEveryFigure()
    {
        RealInfrastructure.Require();

        var (code, output, error) = await RunAsync(
            "bench", "--orders", "20", "--warm-up", "10", "--in-flight", "10", "--preload", "30", "--rate", "1", "--open-loop-seconds", "5",
            "--raw-seconds", "1", "--quiet-wait", "0", "--json");

        test.WriteLine(error);
        test.WriteLine(output);
        Assert.Equal(ExitCodes.Success, code);
        using var json = JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]);
        var root = json.RootElement;
        Assert.Equal(7, root.GetProperty("deliveries_per_order").GetDouble());
        Assert.All(
            ["orders_per_second", "cpu_ms_per_order", "raw_broker_messages_per_second", "broker_share", "group_size_1_orders_per_second"],
            key => Assert.True(root.GetProperty(key).GetDouble() > 0, key));
        Assert.InRange(root.GetProperty("latency_p99_ms").GetDouble(), root.GetProperty("latency_p50_ms").GetDouble(), double.MaxValue);
        var stages = root.GetProperty("latency")[0].GetProperty("stages").EnumerateObject().ToList();
        Assert.Equal(8, stages.Count);
        Assert.All(stages, stage => Assert.Equal(5, stage.Value.GetProperty("count").GetInt32()));
    }

    [Theory]
    [InlineData("--orders was 9: must be 10 to 10000000.", "--orders", "9")]
    [InlineData("--rate was 0: must be 1 to 100000.", "--rate", "50", "--rate", "0")]
    [InlineData("--group-size was 1001: must be 1 to 1000.", "--group-size", "1001")]
    [InlineData("'moon'", "--venue", "moon")]
    [InlineData("'maybe'", "--packs", "maybe")]
    public async Task UsageError_IsNamed_AndEndsWithCode2(string named, params string[] args)
    {
        var (code, _, error) = await RunAsync(["bench", .. args]);

        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains(named, error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await CommandRunner.RunAsync(
            [BenchCommand.Create()], args, TextWriter.Synchronized(output), TextWriter.Synchronized(error),
            TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
