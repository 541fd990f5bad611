using System.Collections.Immutable;
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
            ["--port", "0", "--seed", "-7", "--faults", "heavy", "--replay", "day.csv", "--replay", "ETHUSDT=e.csv", "--speed", "2.5"]);

        Assert.Equal((0, -7, FaultProfile.Heavy, 2.5m), (options.Port, options.Seed, options.Faults, options.Market.ReplaySpeed));
        Assert.Equal(("day.csv", "e.csv", 2), (options.Replays["BTCUSDT"], options.Replays["ETHUSDT"], options.Replays.Count));
        Assert.Equal(9080, SimulatorArguments.Parse([]).Port);
    }

    [Theory]
    [InlineData("--pace", "2", "--pace: unknown argument; known are --port, --seed, --accounts, --symbols, --faults, --replay, --speed.")]
    [InlineData("--speed", "x", "--speed: 'x' is not a number.")]
    [InlineData("--accounts", "/nowhere/a.json", "accounts: file '/nowhere/a.json' does not exist.")]
    [InlineData("--symbols", "/nowhere/s.json", "symbols: file '/nowhere/s.json' does not exist.")]
    [InlineData("--port", "x", "--port: 'x' is not a whole number.")]
    [InlineData("--faults", "some", "--faults: 'some' is not none, light or heavy, nor a file that exists.")]
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
            Replays = ImmutableDictionary<string, string>.Empty.Add("NOPE", "x.csv"),
            FaultRules = [new FaultRule(FaultKind.StreamCut) { Probability = 2, Count = 0, DelayMs = -1, Account = "nobody" }],
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
                "Port: 70000", "Accounts: test is there twice.", "Accounts: key test-key is there twice.", "Replays: NOPE",
                "Symbols: AB needs TickSize", "NotionalMin", "LevelQuantity 0", "commission rate", "Levels 0", "StepMax 1",
                "TradeProbability 2", "ReplaySpeed 0", "StepInterval", "RateLimits: every limit", "Ban",
                "FaultRules: StreamCut (number 1), probability: 2", "count: 0", "delayMs: -1", "account: nobody",
            ],
            part => Assert.Contains(part, message));
    }

    [Fact]
    public void Options_KeysThatCannotVerify_AreNamed()
    {
        var options = new SimulatorOptions
        {
            Accounts =
            [
                AccountOptions.Default with
                {
                    Keys =
                    [
                        new ApiKeyOptions("empty", ApiKeyType.Hmac, ""),
                        new ApiKeyOptions("rsa", ApiKeyType.Rsa, "not PEM"),
                        new ApiKeyOptions("ed", ApiKeyType.Ed25519, "hush"),
                        new ApiKeyOptions("good", ApiKeyType.Hmac, "secret"),
                    ],
                },
            ],
        };

        var message = Assert.Throws<ArgumentException>(() => SimulatorOptionsCheck.Require(options)).Message;

        Assert.All(["'empty' (Hmac)", "'rsa' (Rsa)", "'ed' (Ed25519)"], part => Assert.Contains(part, message));
        Assert.DoesNotContain("good", message);
        Assert.DoesNotContain("hush", message);
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
