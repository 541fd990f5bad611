using System.Globalization;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Tests.Kit;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Clients;

/// <summary>
/// Clients that we did not write (npm ccxt and binance) make every spot trading call that they have. What they complain about is our fault,
/// unless the library itself cannot do it: such calls say "out" and why.
/// </summary>
public sealed class IndependentClientTests
{
    [Theory]
    [InlineData("binance-rest", 127, 0)]
    [InlineData("binance-ws-api", 245, 0)]
    [InlineData("binance-streams", 17, 0)]
    [InlineData("ccxt-rest", 112, 0)]
    [InlineData("ccxt-pro", 41, 2)]
    public async Task Client_MakingEveryCallItHas_HasNoComplaint(string client, int calls, int leftOut)
    {
        NodeClients.Require();
        var options = new SimulatorOptions { Port = 0, Market = new MarketOptions { StepInterval = TimeSpan.FromMilliseconds(20) } };
        await using var simulator = await Simulators.StartAsync(options);

        var (exitCode, lines) = await NodeClients.RunAsync(simulator.BaseAddress, client);

        Assert.DoesNotContain(lines, line => line.StartsWith("FAIL ", StringComparison.Ordinal));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{calls} ok, 0 failed, {leftOut} left out"), lines[^1]);
        Assert.Equal(0, exitCode);
        Assert.Equal(calls, lines.Count(line => line.StartsWith($"ok {client}", StringComparison.Ordinal)));
    }
}
