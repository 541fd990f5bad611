using Bot3.Messaging.Bot3.CommandLine;

namespace Bot3.Messaging.System_Tests.Commands;

public sealed class CommandLineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--orders was 0: must be 1 to 5000.", "demo", "--orders", "0")]
    [InlineData("--orders was 5001: must be 1 to 5000.", "demo", "--orders", "5001")]
    [InlineData("'some'", "demo", "--faults", "some")]
    [InlineData("--replay was '/nowhere/candles.csv': there is no such file.", "demo", "--replay", "/nowhere/candles.csv")]
    [InlineData("--port was 65536: must be 0 to 65535.", "simulator", "--port", "65536")]
    [InlineData("--faults was 'some': must be none, light, heavy or a file that is there.", "simulator", "--faults", "some")]
    [InlineData("--accounts was '/nowhere/a.json': there is no such file.", "simulator", "--accounts", "/nowhere/a.json")]
    [InlineData("--symbols was '/nowhere/s.json': there is no such file.", "simulator", "--symbols", "/nowhere/s.json")]
    [InlineData("--replay was 'ETHUSDT=/nowhere/e.csv': there is no such file.", "simulator", "--replay", "ETHUSDT=/nowhere/e.csv")]
    [InlineData("--speed was 0: must be above 0 and at most 100000.", "simulator", "--speed", "0")]
    [InlineData("'balances'", "simulator", "--print", "balances")]
    [InlineData("--limit was 0: must be 1 to 10000.", "orders", "--limit", "0")]
    [InlineData("Nowhere", "orders", "--status", "Nowhere")]
    [InlineData("not-an-id", "orders", "show", "not-an-id")]
    [InlineData("--side", "submit", "--symbol", "BTC/USDT", "--type", "limit", "--quantity", "1")]
    [InlineData("'hold'", "submit", "--symbol", "BTC/USDT", "--side", "hold", "--type", "limit", "--quantity", "1")]
    [InlineData("--quantity was -1: must be above 0.", "submit", "--symbol", "BTC/USDT", "--side", "buy", "--type", "market", "--quantity",
        "-1")]
    [InlineData("'fly'", "fly")]
    public async Task UsageError_IsNamed_AndEndsWithCode2(string named, params string[] args)
    {
        var run = await CommandLine.RunAsync(Token, args);

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("the database at 127.0.0.1:1/nothing cannot be reached", "migrate")]
    [InlineData("the database at 127.0.0.1:1/nothing cannot be reached", "orders")]
    [InlineData("the database at 127.0.0.1:1/nothing cannot be reached", "orders", "show", "0197a1b2-0000-7000-8000-000000000001")]
    public async Task Database_ThatIsNotThere_IsOneLineWithoutItsPassword(string expected, params string[] args)
    {
        var run = await CommandLine.RunAsync(
            Token, [.. args, "--database", "Host=127.0.0.1;Port=1;Database=nothing;Username=nobody;Password=hush"]);

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.StartsWith($"bot3: {expected}", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("hush", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broker_ThatIsNotThere_IsOneLineWithoutItsPassword()
    {
        var run = await CommandLine.RunAsync(
            Token,
            "submit", "--symbol", "BTC/USDT", "--side", "buy", "--type", "market", "--quantity", "1", "--amqp", "amqp://nobody:hush@127.0.0.1:1/");

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.StartsWith("bot3: the broker at 127.0.0.1:1/ cannot be used", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("hush", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulator_SaysWhereItListens_AndEndsWithSuccessWhenAsked()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var output = new StoppingWriter("listening on http://127.0.0.1:", stop);

        var exitCode = await CommandRunner.RunAsync(
            [Bot3.Commands.Simulator.SimulatorCommand.Create()], ["simulator", "--port", "0"], output, TextWriter.Null, stop.Token);

        Assert.Equal(ExitCodes.Success, exitCode);
        Assert.Matches(@"^listening on http://127\.0\.0\.1:[1-9]\d*\s*$", output.ToString());
    }

    [Theory]
    [InlineData("accounts", "\"test-secret\"")]
    [InlineData("symbols", "\"quoteAsset\": \"USDT\"")]
    public async Task Simulator_AskedToPrint_WritesAFileThatItTakes(string what, string expected)
    {
        var printed = await CommandLine.RunAsync(Token, "simulator", "--print", what);
        Assert.Equal(ExitCodes.Success, printed.ExitCode);
        Assert.Contains(expected, printed.Output, StringComparison.Ordinal);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, printed.Output, Token);
            var again = await CommandLine.RunAsync(Token, "simulator", $"--{what}", file, "--print", what);
            Assert.Equal(printed.Output, again.Output);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Simulator_WithAFileThatIsNone_SaysWhatIsWrongWithIt()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, """[{ "name": "a", "keys": [], "colour": "red" }]""", Token);
            var run = await CommandLine.RunAsync(Token, "simulator", "--accounts", file);
            Assert.Equal(ExitCodes.Failure, run.ExitCode);
            Assert.Contains("colour", run.Error, StringComparison.Ordinal);
            Assert.Contains(file, run.Error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Cancels once a line begins as awaited.</summary>
    private sealed class StoppingWriter(string awaited, CancellationTokenSource stop) : StringWriter
    {
        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            if (value?.StartsWith(awaited, StringComparison.Ordinal) == true)
                await stop.CancelAsync();
        }
    }
}
