using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Faults;
using Bot3.Messaging.ExchangeSimulator.Files;
using Bot3.Messaging.ExchangeSimulator.Market;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Files;

public sealed class SimulatorFilesTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    [Fact]
    public void Written_IsReadBackTheSame()
    {
        var rules = new[] { new FaultRule(FaultKind.EventLost) { Account = "a", Call = "executionReport", Count = 2, Probability = 0.25m } };

        Assert.Equal(DefaultSymbols.All.ToArray(), SimulatorFiles.Symbols(Holding(SimulatorFiles.Write(DefaultSymbols.All))), SameSymbol);
        var account = Assert.Single(SimulatorFiles.Accounts(Holding(SimulatorFiles.Write([AccountOptions.Default]))));
        Assert.Equal(AccountOptions.Default.Keys.AsEnumerable(), account.Keys);
        Assert.Equal(AccountOptions.Default.Balances.OrderBy(pair => pair.Key), account.Balances.OrderBy(pair => pair.Key));
        Assert.Equal(rules, SimulatorFiles.FaultRules(Holding(SimulatorFiles.Write(rules))));
    }

    [Theory]
    [InlineData("", "accounts: file")]
    [InlineData("[]", "needs at least one entry")]
    [InlineData("[null]", "none may be null")]
    [InlineData("""{"name":"a"}""", "could not be converted")]
    [InlineData("""[{"name":"a"}]""", "keys")]
    [InlineData("""[{"name":"a","keys":[],"colour":"red"}]""", "colour")]
    [InlineData("""[{"name":"a","keys":[{"key":"k","type":"Wax","verifier":"v"}]}]""", "type")]
    [InlineData("""[{"name":"a","keys":[],"balances":{"BTC":"much"}}]""", "BTC")]
    public void Accounts_ThatAreNone_AreRefusedWithThePlace(string text, string part)
    {
        var message = Assert.Throws<ArgumentException>(() => SimulatorFiles.Accounts(Holding(text))).Message;

        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.Contains(file, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("day.csv", null, "day.csv")]
    [InlineData("BTCUSDT=day.csv", "BTCUSDT", "day.csv")]
    [InlineData("/data/a=b/day.csv", null, "/data/a=b/day.csv")]
    [InlineData("=day.csv", null, "=day.csv")]
    public void Replay_Value_IsSplitAtItsSymbol(string value, string? symbol, string path) =>
        Assert.Equal((symbol, path), ReplayArgument.Split(value));

    [Fact]
    public void Replay_SecondOfOneSymbol_IsRefused()
    {
        var options = ReplayArgument.Add(new SimulatorOptions(), "a.csv");

        var message = Assert.Throws<ArgumentException>(() => ReplayArgument.Add(options, "BTCUSDT=b.csv")).Message;

        Assert.StartsWith("--replay: BTCUSDT has a replay already.", message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(file);

    private static bool SameSymbol(SymbolOptions left, SymbolOptions right) =>
        left.OrderTypes.SequenceEqual(right.OrderTypes) && left.SelfTradePreventions.SequenceEqual(right.SelfTradePreventions)
            && left == right with { OrderTypes = left.OrderTypes, SelfTradePreventions = left.SelfTradePreventions };

    private string Holding(string text)
    {
        File.WriteAllText(file, text);
        return file;
    }
}
