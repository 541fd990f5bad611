namespace Bot3.Messaging.ExchangeSimulator.Files;

/// <summary>A value of <c>--replay</c>: <c>SYMBOL=FILE</c>, or <c>FILE</c> alone for the first symbol.</summary>
public static class ReplayArgument
{
    /// <summary>Adds one value to the replays of the options.</summary>
    /// <param name="options">Options whose symbols are set already.</param>
    /// <param name="value">The value.</param>
    /// <returns>The options with the replay.</returns>
    /// <exception cref="ArgumentException">The symbol has a replay already, or the value is empty.</exception>
    public static SimulatorOptions Add(SimulatorOptions options, string value)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(value);
        var (symbol, path) = Split(value);
        symbol ??= options.Symbols.IsDefaultOrEmpty ? "" : options.Symbols[0].Name;
        if (options.Replays.ContainsKey(symbol))
            throw new ArgumentException($"--replay: {symbol} has a replay already.", nameof(value));
        return options with { Replays = options.Replays.Add(symbol, path) };
    }

    /// <summary>Splits a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Symbol, null if none is named, and path.</returns>
    public static (string? Symbol, string Path) Split(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var equals = value.IndexOf('=', StringComparison.Ordinal);

        // A path may have an equals sign too; a symbol has letters and digits only.
        return equals > 0 && value[..equals].All(char.IsAsciiLetterOrDigit)
            ? (value[..equals], value[(equals + 1)..])
            : (null, value);
    }
}
