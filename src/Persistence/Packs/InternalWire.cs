using System.Text.Json.Serialization.Metadata;

namespace Bot3.Messaging.Persistence.Packs;

/// <summary>What is known of the hops between our own processes: their queues, who reads which fact, and how bodies are written.</summary>
internal sealed class InternalWire
{
    private readonly Dictionary<Type, JsonTypeInfo> _bodies = [];
    private readonly Dictionary<string, JsonTypeInfo> _bodiesByUrn = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _prefixes = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, IReadOnlyList<string>> _routes = [];

    // Modules that share a host each register the whole table, so the same entry may come several times.
    public InternalWire(IEnumerable<InternalQueue> queues, IEnumerable<InternalRoute> routes, IEnumerable<InternalBody> bodies)
    {
        foreach (var queue in queues)
            (queue.IsPrefix ? _prefixes : _names).Add(queue.Name);
        foreach (var route in routes.GroupBy(route => route.Type))
            _routes[route.Key] = [.. route.SelectMany(entry => entry.Queues).Distinct(StringComparer.Ordinal)];
        foreach (var body in bodies)
        {
            _bodies[body.Json.Type] = body.Json;
            _bodiesByUrn[MassTransit.MessageUrn.ForTypeString(body.Json.Type)] = body.Json;
        }
    }

    public bool IsQueue(string name) => _names.Contains(name) || _prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    public IReadOnlyList<string>? RoutesOf(Type type) => _routes.GetValueOrDefault(type);

    public JsonTypeInfo? BodyOf(Type type) => _bodies.GetValueOrDefault(type);

    public JsonTypeInfo? BodyOf(string urn) => _bodiesByUrn.GetValueOrDefault(urn);
}

/// <summary>A queue that only processes of ours read.</summary>
internal sealed record InternalQueue(string Name, bool IsPrefix);

/// <summary>The queues that a published fact goes to.</summary>
internal sealed record InternalRoute(Type Type, IReadOnlyList<string> Queues);

/// <summary>How the body of a message is written and read.</summary>
internal sealed record InternalBody(JsonTypeInfo Json);
