using System.Globalization;
using Bot3.Messaging.ExchangeSimulator.Faults;

namespace Bot3.Messaging.ExchangeSimulator;

/// <summary>Reads <c>--port N --seed S --faults none|light|heavy --replay FILE --replay-symbol SYMBOL</c>.</summary>
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
        for (var index = 0; index < arguments.Count; index += 2)
        {
            var name = arguments[index];
            if (index + 1 >= arguments.Count)
                throw new ArgumentException($"{name}: a value is missing.", nameof(arguments));
            options = With(options, name, arguments[index + 1]);
        }

        return options;
    }

    private static SimulatorOptions With(SimulatorOptions options, string name, string value) => name switch
    {
        "--port" => options with { Port = Number(name, value) },
        "--seed" => options with { Seed = Number(name, value) },
        "--faults" => options with { Faults = Profile(value) },
        "--replay" => options with { Replay = value },
        "--replay-symbol" => options with { ReplaySymbol = value },
        _ => throw new ArgumentException(
            $"{name}: unknown argument; known are --port, --seed, --faults, --replay, --replay-symbol.", nameof(name)),
    };

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ArgumentException($"{name}: '{value}' is not a whole number.", nameof(value));

    private static FaultProfile Profile(string value) => value switch
    {
        "none" => FaultProfile.None,
        "light" => FaultProfile.Light,
        "heavy" => FaultProfile.Heavy,
        _ => throw new ArgumentException($"--faults: '{value}' is not none, light or heavy.", nameof(value)),
    };
}
