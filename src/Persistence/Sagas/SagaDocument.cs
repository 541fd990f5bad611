using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Bot3.Messaging.Persistence.Sagas;

/// <summary>
/// An instance as JSON. Both stores keep documents, so that an instance that does not survive the way to JSON and back fails in fast
/// tests too.
/// </summary>
internal static class SagaDocument
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutVersion } },
    };

    public static string Write<TSaga>(TSaga saga)
        where TSaga : class, IDurableSaga => JsonSerializer.Serialize(saga, Options);

    /// <summary>Reads an instance; the version column is the truth, whatever the document says.</summary>
    public static TSaga Read<TSaga>(string document, int version)
        where TSaga : class, IDurableSaga
    {
        var saga = JsonSerializer.Deserialize<TSaga>(document, Options)
            ?? throw new InvalidOperationException($"the stored document of a {typeof(TSaga).Name} is null");
        saga.Version = version;
        return saga;
    }

    // It has a column of its own. Without it two documents are equal when nothing but the version has changed.
    private static void LeaveOutVersion(JsonTypeInfo type)
    {
        if (!type.Type.IsAssignableTo(typeof(IDurableSaga)))
            return;
        foreach (var version in type.Properties.Where(property => property.Name == "version").ToList())
            type.Properties.Remove(version);
    }
}
