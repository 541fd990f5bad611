using Bot3.Messaging.ExchangeSimulator.Market;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Kit;

internal static class Simulators
{
    /// <summary>A simulator on a free port whose market stands still.</summary>
    public static SimulatorOptions Still { get; } = new() { Port = 0, Market = new MarketOptions { Moves = false } };

    public static Task<SimulatorHost> StartAsync(SimulatorOptions? options = null) =>
        SimulatorHost.StartAsync(options ?? Still, TestContext.Current.CancellationToken);
}
