using System.Text.RegularExpressions;
using Bot3.Messaging.ExchangeSimulator.Faults;
using Bot3.Messaging.ExchangeSimulator.Files;
using Bot3.Messaging.ExchangeSimulator.Tests.Kit;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Files;

/// <summary>What docs/simulator.md shows works as it stands there.</summary>
public sealed partial class SimulatorDocumentTests
{
    private static readonly string Text = File.ReadAllText(Document());

    [Fact]
    public async Task Examples_Together_StartASimulatorThatDoesWhatTheySay()
    {
        var options = Simulators.Still with
        {
            Accounts = SimulatorFiles.Accounts(Example("accounts")),
            Symbols = SimulatorFiles.Symbols(Example("symbols")),
        };
        await using var simulator = await Simulators.StartAsync(options);
        using var alice = new RestClient(simulator.BaseAddress, "alice-key", "alice-secret");

        var account = await alice.GoodAsync("GET", "account", "omitZeroBalances=true");
        Assert.Equal(["BTC", "USDT"], account["balances"]!.AsArray().Select(balance => (string)balance!["asset"]!).Order());
        await alice.GoodAsync("POST", "order", "symbol=SOLUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=140");

        // Its types lack stops.
        Assert.Equal(400, (await alice.RefusedAsync("POST", "order", "symbol=SOLUSDT&side=BUY&type=STOP_LOSS&quantity=1&stopPrice=160")).Status);
        Assert.Single((await alice.PublicAsync("exchangeInfo"))["symbols"]!.AsArray());
    }

    [Fact]
    public async Task ExampleOfFaults_IsTaken()
    {
        var rules = SimulatorFiles.FaultRules(Example("faults"));
        await using var simulator = await Simulators.StartAsync(Simulators.Still with { FaultRules = rules });
        using var client = new RestClient(simulator.BaseAddress);

        Assert.Equal(3, (await client.AdminAsync("GET", "faults")).Body.AsArray().Count);
    }

    [Fact]
    public void Kinds_AreAllTold() => Assert.All(
        Enum.GetNames<FaultKind>(), name => Assert.Contains($"`{name}`", Text, StringComparison.Ordinal));

    private static string Example(string what)
    {
        var match = Blocks().Matches(Text).Single(block => block.Groups[1].Value == what);
        var file = Path.Combine(AppContext.BaseDirectory, $"example-{what}-{Guid.NewGuid():N}.json");
        File.WriteAllText(file, match.Groups[2].Value);
        return file;
    }

    private static string Document()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "docs", "simulator.md");
            if (File.Exists(path))
                return path;
        }

        throw new FileNotFoundException($"No parent of {AppContext.BaseDirectory} has docs/simulator.md.");
    }

    [GeneratedRegex("```json ([a-z]+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
