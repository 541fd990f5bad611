using System.Globalization;
using System.Text.RegularExpressions;
using Bot3.Messaging.System_Tests.Commands;

namespace Bot3.Messaging.System_Tests.Demo;

public sealed partial class DemoTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, "none")]
    [InlineData(2, "none")]
    [InlineData(1, "heavy")]
    [InlineData(7, "heavy")]
    public async Task Demo_AnySeedAndFaults_EndsCleanAndCountsEveryOrder(int seed, string faults)
    {
        var run = await CommandLine.RunAsync(
            Token, "demo", "--orders", "12", "--seed", seed.ToString(CultureInfo.InvariantCulture), "--faults", faults);

        Assert.Equal("", run.Error);
        var figures = LastLine().Match(run.LastLine);
        Assert.True(figures.Success, run.Output);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(12, figures.Groups["ends"].Captures.Sum(figure => int.Parse(figure.Value, CultureInfo.InvariantCulture)));
        Assert.Equal(12, run.Lines.Count(line => line.StartsWith("mean-reversion: ", StringComparison.Ordinal)
            || line.StartsWith("breakout: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Demo_TwelveOrders_OneOffTheGridAndOneTooLarge_AreDeniedWithTheirReasons()
    {
        var run = await CommandLine.RunAsync(Token, "demo", "--orders", "12", "--seed", "3");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(run.Lines, line => line.Contains("BTC/USDT Limit", StringComparison.Ordinal)
            && line.Contains("Denied (VenueFilter)", StringComparison.Ordinal));
        Assert.Contains(run.Lines, line => line.Contains("50 ETH/USDT Market: Denied (PositionSizeExceeded", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^demo: 12 submitted, (?<ends>\d+) filled, (?<ends>\d+) cancelled, (?<ends>\d+) rejected, (?<ends>\d+) denied, "
        + @"(?<ends>\d+) failed, 0 lost, 0 duplicated, books match$")]
    private static partial Regex LastLine();
}
