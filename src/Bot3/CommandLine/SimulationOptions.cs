using System.CommandLine;
using Bot3.Messaging.ExchangeSimulator.Faults;

namespace Bot3.Messaging.Bot3.CommandLine;

/// <summary>The options of every command that starts a simulated venue.</summary>
internal static class SimulationOptions
{
    /// <summary><c>--seed</c>.</summary>
    public static Option<int> Seed() => new("--seed")
    {
        Description = "Seed of the market, the faults and the sample strategies.",
        DefaultValueFactory = _ => 1,
    };

    /// <summary><c>--faults</c>.</summary>
    public static Option<string> Faults() => new Option<string>("--faults")
    {
        Description = "How often the venue misbehaves: answers late, drops or breaks answers, cuts streams, repeats events.",
        DefaultValueFactory = _ => "none",
    }.AcceptOnlyFromAmong("none", "light", "heavy");

    /// <summary><c>--replay</c>.</summary>
    public static Option<FileInfo?> Replay()
    {
        var option = new Option<FileInfo?>("--replay")
        {
            Description = "Candles to replay (CSV: open_time_utc,open,high,low,close,volume_base) instead of a random market.",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !File.Exists(token.Value))
                result.AddError($"--replay was '{token.Value}': there is no such file.");
        });
        return option;
    }

    /// <summary>The profile that a value of <c>--faults</c> names.</summary>
    /// <param name="name">A value that the option takes.</param>
    public static FaultProfile Profile(string name) => name switch
    {
        "light" => FaultProfile.Light,
        "heavy" => FaultProfile.Heavy,
        _ => FaultProfile.None,
    };
}
