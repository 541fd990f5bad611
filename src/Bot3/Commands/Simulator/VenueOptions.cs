using System.CommandLine;
using System.CommandLine.Parsing;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.ExchangeSimulator;
using Bot3.Messaging.ExchangeSimulator.Files;

namespace Bot3.Messaging.Bot3.Commands.Simulator;

/// <summary>The options of <c>bot3 simulator</c>, and the simulator that they describe (docs/simulator.md).</summary>
internal sealed class VenueOptions
{
    private readonly Option<int> port = new("--port")
    {
        Description = "Port on 127.0.0.1; 0 takes any free one.",
        DefaultValueFactory = _ => 9080,
    };

    private readonly Option<int> seed = SimulationOptions.Seed();

    private readonly Option<string?> accounts = FileOption(
        "--accounts", "JSON file of accounts, keys and balances; else one funded account, key test-key, secret test-secret.");

    private readonly Option<string?> symbols = FileOption(
        "--symbols", "JSON file of symbols and their filters; else BTCUSDT, ETHUSDT, BNBUSDT and ETHBTC.");

    private readonly Option<string> faults = new("--faults")
    {
        Description = "none, light or heavy: how often the venue misbehaves by itself; or a JSON file of fault rules.",
        DefaultValueFactory = _ => "none",
    };

    private readonly Option<string[]> replay = new("--replay")
    {
        Description = "SYMBOL=FILE, may be repeated: candles that the symbol's market follows "
            + "(CSV: open_time_utc,open,high,low,close,volume_base). FILE alone is for the first symbol. The others walk at random.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<decimal> speed = new("--speed")
    {
        Description = "How much faster than real time candles are replayed: 60 plays one minute a second.",
        DefaultValueFactory = _ => 60,
    };

    /// <summary>The options, with their rules.</summary>
    public VenueOptions()
    {
        port.Validators.Add(result => OptionRules.Range(result, port, 0, 65_535));
        faults.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value is not ("none" or "light" or "heavy") && !File.Exists(token.Value))
                result.AddError($"--faults was '{token.Value}': must be none, light, heavy or a file that is there.");
        });
        replay.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !File.Exists(ReplayArgument.Split(token.Value).Path)))
                result.AddError($"--replay was '{token.Value}': there is no such file.");
        });
        speed.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.GetValueOrDefault<decimal>() is > 0 and <= 100_000)
                return;
            result.AddError($"--speed was {result.Tokens[0].Value}: must be above 0 and at most 100000.");
        });
    }

    /// <summary>All of them, to be added to the command.</summary>
    public IEnumerable<Option> All => [port, seed, accounts, symbols, faults, replay, speed];

    /// <summary>What the given values describe.</summary>
    /// <param name="parsed">A command line without errors.</param>
    /// <returns>The options of the simulator; their values are checked when it starts.</returns>
    /// <exception cref="ArgumentException">A file cannot be read.</exception>
    public SimulatorOptions Build(ParseResult parsed)
    {
        var options = new SimulatorOptions { Port = parsed.GetValue(port), Seed = parsed.GetValue(seed) };
        if (parsed.GetValue(accounts) is { } accountsFile)
            options = options with { Accounts = SimulatorFiles.Accounts(accountsFile) };
        if (parsed.GetValue(symbols) is { } symbolsFile)
            options = options with { Symbols = SimulatorFiles.Symbols(symbolsFile) };
        options = SimulatorArguments.WithFaults(options, parsed.GetValue(faults)!);
        options = options with { Market = options.Market with { ReplaySpeed = parsed.GetValue(speed) } };
        return parsed.GetValue(replay)!.Aggregate(options, ReplayArgument.Add);
    }

    private static Option<string?> FileOption(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description };
        option.Validators.Add(result => RequireFile(result, name));
        return option;
    }

    private static void RequireFile(OptionResult result, string name)
    {
        if (result.Tokens is [var token] && !File.Exists(token.Value))
            result.AddError($"{name} was '{token.Value}': there is no such file.");
    }
}
