using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Faults;
using Bot3.Messaging.ExchangeSimulator.Market;

namespace Bot3.Messaging.ExchangeSimulator.Tests;

public sealed class SimulatorOptionsTests
{
    [Fact]
    public void Arguments_All_AreRead()
    {
        var options = SimulatorArguments.Parse(
            ["--port", "0", "--seed", "-7", "--faults", "heavy", "--replay", "day.csv", "--replay-symbol", "ETHUSDT"]);

        Assert.Equal((0, -7, FaultProfile.Heavy, "day.csv", "ETHUSDT"),
            (options.Port, options.Seed, options.Faults, options.Replay, options.ReplaySymbol));
        Assert.Equal(9080, SimulatorArguments.Parse([]).Port);
    }

    [Theory]
    [InlineData("--speed", "2", "--speed: unknown argument; known are --port, --seed, --faults, --replay, --replay-symbol.")]
    [InlineData("--port", "x", "--port: 'x' is not a whole number.")]
    [InlineData("--faults", "some", "--faults: 'some' is not none, light or heavy.")]
    public void Arguments_Bad_NameArgumentAndValue(string name, string value, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => SimulatorArguments.Parse([name, value])).Message);

    [Fact]
    public void Arguments_ValueMissing_SaysSo() =>
        Assert.StartsWith("--port: a value is missing.",
            Assert.Throws<ArgumentException>(() => SimulatorArguments.Parse(["--port"])).Message);

    [Fact]
    public void Options_ManyViolations_AreAllNamed()
    {
        var account = AccountOptions.Default with { MakerCommissionRate = 0.5m };
        var options = new SimulatorOptions
        {
            Port = 70_000,
            ReplaySymbol = "NOPE",
            Accounts = [account, account],
            Market = new MarketOptions { Levels = 0, StepMax = 1, TradeProbability = 2, ReplaySpeed = 0, StepInterval = TimeSpan.Zero },
            RateLimits = new() { OrdersPerDay = 0, Ban = TimeSpan.Zero },
            Symbols = [new SymbolOptions
            {
                BaseAsset = "A", QuoteAsset = "B", StartPrice = 0, TickSize = 0, StepSize = 0.1m, NotionalMin = -1, LevelQuantity = 0,
            }],
        };

        var message = Assert.Throws<ArgumentException>(() => SimulatorOptionsCheck.Require(options)).Message;

        Assert.All(
            [
                "Port: 70000", "Accounts: test is there twice.", "Accounts: key test-key is there twice.", "ReplaySymbol: NOPE",
                "Symbols: AB needs TickSize", "NotionalMin", "LevelQuantity 0", "commission rate", "Levels 0", "StepMax 1",
                "TradeProbability 2", "ReplaySpeed 0", "StepInterval", "RateLimits: every limit", "Ban",
            ],
            part => Assert.Contains(part, message));
    }

    [Fact]
    public void Options_NothingToTrade_SaysSo() => Assert.Contains(
        "Symbols: at least one is needed. Accounts: at least one is needed.",
        Assert.Throws<ArgumentException>(() => SimulatorOptionsCheck.Require(new SimulatorOptions { Symbols = [],
            Accounts = [] })).Message);

    [Fact]
    public void ApiKey_Printed_DoesNotShowItsSecret() =>
        Assert.DoesNotContain("test-secret", AccountOptions.Default.Keys[0].ToString());
}
