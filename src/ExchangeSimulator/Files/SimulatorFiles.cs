using System.Collections.Immutable;
using System.Text.Json;
using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Admin;
using Bot3.Messaging.ExchangeSimulator.Faults;
using Bot3.Messaging.ExchangeSimulator.Market;

namespace Bot3.Messaging.ExchangeSimulator.Files;

/// <summary>
/// Accounts, symbols and fault rules as JSON files (docs/simulator.md): an array of objects, names in camelCase, amounts as strings or
/// numbers, enums by name, comments and trailing commas allowed, unknown names refused.
/// </summary>
public static class SimulatorFiles
{
    private const int BytesMax = 10_000_000;

    private static readonly JsonSerializerOptions Options = new(AdminJson.Options)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        WriteIndented = true,
    };

    /// <summary>Reads accounts.</summary>
    /// <param name="path">A file with an array of <see cref="AccountOptions"/>, at least one.</param>
    /// <returns>The accounts; their values are checked when the simulator starts.</returns>
    /// <exception cref="ArgumentException">The file is not there or not such a file; the message names the place.</exception>
    public static ImmutableArray<AccountOptions> Accounts(string path) => Read<AccountOptions>("accounts", path);

    /// <summary>Reads symbols.</summary>
    /// <param name="path">A file with an array of <see cref="SymbolOptions"/>, at least one.</param>
    /// <returns>The symbols; their values are checked when the simulator starts.</returns>
    /// <exception cref="ArgumentException">The file is not there or not such a file; the message names the place.</exception>
    public static ImmutableArray<SymbolOptions> Symbols(string path) => Read<SymbolOptions>("symbols", path);

    /// <summary>Reads fault rules.</summary>
    /// <param name="path">A file with an array of <see cref="FaultRule"/>, at least one.</param>
    /// <returns>The rules; their values are checked when the simulator starts.</returns>
    /// <exception cref="ArgumentException">The file is not there or not such a file; the message names the place.</exception>
    public static ImmutableArray<FaultRule> FaultRules(string path) => Read<FaultRule>("faults", path);

    /// <summary>Writes values in the form that the readers take.</summary>
    /// <typeparam name="T">Accounts, symbols or fault rules.</typeparam>
    /// <param name="values">What to write.</param>
    /// <returns>Indented JSON.</returns>
    public static string Write<T>(IReadOnlyCollection<T> values) => JsonSerializer.Serialize(values, Options);

    private static ImmutableArray<T> Read<T>(string what, string path)
    {
        if (!File.Exists(path))
            throw new ArgumentException($"{what}: file '{path}' does not exist.", nameof(path));
        if (new FileInfo(path).Length is > BytesMax and var length)
            throw new ArgumentException($"{what}: file '{path}' has {length} bytes, more than {BytesMax}.", nameof(path));
        try
        {
            var values = JsonSerializer.Deserialize<T?[]>(File.ReadAllBytes(path), Options) ?? [];
            if (values.Length == 0 || Array.Exists(values, value => value is null))
                throw new ArgumentException($"{what}: file '{path}' needs at least one entry, and none may be null.", nameof(path));
            return [.. values.Select(value => value!)];
        }
        catch (JsonException exception)
        {
            // Messages of converters of our own do not name the place.
            var place = exception.Path is { } json && !exception.Message.Contains(json, StringComparison.Ordinal) ? $" ({json})" : "";
            throw new ArgumentException($"{what}: file '{path}': {exception.Message}{place}", nameof(path), exception);
        }
    }
}
