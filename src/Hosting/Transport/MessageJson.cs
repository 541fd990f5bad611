using System.Text.Json;
using System.Text.Json.Serialization;
using MassTransit;

namespace Bot3.Messaging.Hosting.Transport;

/// <summary>How messages look on the wire; one place, since every process and every strategy must agree.</summary>
public static class MessageJson
{
    /// <summary>
    /// Adds our rules to MassTransit's own (camelCase names, case-insensitive reading, decimals as strings): enums as text, nulls left
    /// out, no indentation.
    /// </summary>
    /// <param name="bus">The bus factory configurator.</param>
    public static void Apply(IBusFactoryConfigurator bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        bus.ConfigureJsonSerializerOptions(Apply);
    }

    /// <summary>Adds the rules to a set of options.</summary>
    /// <param name="options">Options that already hold MassTransit's converters.</param>
    /// <returns>The same options.</returns>
    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.WriteIndented = false;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        if (!options.Converters.OfType<JsonStringEnumConverter>().Any())
        {
            // Numbers are refused: they would bind to whatever the enum's order happens to be.
            options.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        }

        return options;
    }
}
