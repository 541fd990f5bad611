using System.Globalization;
using Bot3.Messaging.ExchangeSimulator.Faults;
using Bot3.Messaging.ExchangeSimulator.Files;

namespace Bot3.Messaging.ExchangeSimulator;

/// <summary>
/// Reads <c>--port N --seed S --accounts FILE --symbols FILE --faults none|light|heavy|FILE --replay [SYMBOL=]FILE --speed X</c>.
/// </summary>
public static class SimulatorArguments
{
    /// <summary>Turns command-line arguments into options.</summary>
    /// <param name="arguments">Pairs of <c>--name value</c>.</param>
    /// <returns>The options.</returns>
    /// <exception cref="ArgumentException">An argument is unknown, or its value is missing or malformed.</exception>
    public static SimulatorOptions Parse(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var options = new SimulatorOptions();
        var replays = new List<string>();
        for (var index = 0; index < arguments.Count; index += 2)
        {
            var name = arguments[index];
            if (index + 1 >= arguments.Count)
                throw new ArgumentException($"{name}: a value is missing.", nameof(arguments));
            if (name == "--replay")
                replays.Add(arguments[index + 1]);
            else
                options = With(options, name, arguments[index + 1]);
        }

        // Last, since a replay without a symbol is of the first one of the symbols file.
        return replays.Aggregate(options, ReplayArgument.Add);
    }

    private static SimulatorOptions With(SimulatorOptions options, string name, string value) => name switch
    {
        "--port" => options with { Port = Number(name, value) },
        "--seed" => options with { Seed = Number(name, value) },
        "--accounts" => options with { Accounts = SimulatorFiles.Accounts(value) },
        "--symbols" => options with { Symbols = SimulatorFiles.Symbols(value) },
        "--faults" => WithFaults(options, value),
        "--speed" => options with { Market = options.Market with { ReplaySpeed = Factor(name, value) } },
        _ => throw new ArgumentException(
            $"{name}: unknown argument; known are --port, --seed, --accounts, --symbols, --faults, --replay, --speed.", nameof(name)),
    };

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ArgumentException($"{name}: '{value}' is not a whole number.", nameof(value));

    private static decimal Factor(string name, string value) =>
        decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor)
            ? factor
            : throw new ArgumentException($"{name}: '{value}' is not a number.", nameof(value));

    /// <summary>Sets the faults of the options.</summary>
    /// <param name="options">The options.</param>
    /// <param name="value"><c>none</c>, <c>light</c>, <c>heavy</c>, or the path of a file of fault rules.</param>
    /// <returns>The options with these faults.</returns>
    /// <exception cref="ArgumentException">The file is not there or not such a file.</exception>
    public static SimulatorOptions WithFaults(SimulatorOptions options, string value)
    {
        ArgumentNullException.ThrowIfNull(options);
        return value switch
        {
            "none" => options with { Faults = FaultProfile.None },
            "light" => options with { Faults = FaultProfile.Light },
            "heavy" => options with { Faults = FaultProfile.Heavy },
            _ when File.Exists(value) => options with { FaultRules = SimulatorFiles.FaultRules(value) },
            _ => throw new ArgumentException($"--faults: '{value}' is not none, light or heavy, nor a file that exists.", nameof(value)),
        };
    }
}
