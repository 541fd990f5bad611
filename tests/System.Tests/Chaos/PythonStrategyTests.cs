using System.Diagnostics;

namespace Bot3.Messaging.System_Tests.Chaos;

[Collection(LocalSystemCollection.Name)]
public sealed class PythonStrategyTests(LocalSystemFixture fixture)
{
    [Fact]
    public async Task Strategy_GoodOrder_IsFilled()
    {
        var (code, lines) = await RunAsync("good");

        Assert.Equal(0, code);
        Assert.StartsWith("Created: filled 0, remaining 0.01", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("Filled: filled 0.01", lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--broken-json", "MalformedOrder: The body is not valid JSON at line 1, byte ")]
    [InlineData("--missing-field", "MalformedOrderFieldMissing: Field 'quantity' is required.")]
    [InlineData("--unknown-field", "MalformedOrderFieldUnknown: Field 'stopLos' is not known (known: orderId, ")]
    [InlineData("--wrong-side-stop", "StopLossWrongSide: StopLoss 66300.00 of a Buy must be below the market price ")]
    [InlineData("--no-stop-loss", "StopLossMissing: StopLoss is missing; every order needs one.")]
    public async Task Strategy_BadOrder_IsDeniedWithItsReasonAndTheNextOneIsFilled(string mode, string reason)
    {
        var (code, lines) = await RunAsync(mode[2..], mode);

        Assert.Equal(3, code);
        Assert.StartsWith($"Denied: filled 0, remaining 0; {reason}", lines[^1], StringComparison.Ordinal);

        var (next, _) = await RunAsync(mode[2..] + "-next");
        Assert.Equal(0, next);
    }

    private async Task<(int Code, IReadOnlyList<string> Lines)> RunAsync(string strategy, params string[] arguments)
    {
        var token = TestContext.Current.CancellationToken;
        var system = await fixture.GetAsync(token);
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("BOT3_TEST_PYTHON") ?? "/usr/bin/python3")
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var argument in (string[])[Script(), "--amqp", system.AmqpUri.ToString(), "--strategy", $"py-{strategy}", .. arguments])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(token);
        var errors = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        var lines = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length > 1, await errors);
        return (process.ExitCode, lines);
    }

    private static string Script()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, "samples", "python", "strategy.py");
            if (File.Exists(script))
                return script;
        }

        throw new FileNotFoundException("samples/python/strategy.py is not above " + AppContext.BaseDirectory);
    }
}
