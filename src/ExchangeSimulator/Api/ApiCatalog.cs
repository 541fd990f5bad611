using System.Collections.Frozen;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>Every call by its WebSocket name and by its REST verb and path.</summary>
internal sealed class ApiCatalog
{
    private readonly FrozenDictionary<string, ApiMethod> byName;
    private readonly FrozenDictionary<(string Verb, string Path), ApiMethod> byPath;

    public ApiCatalog(IEnumerable<ApiMethod> methods)
    {
        var all = methods.ToList();
        byName = all.ToFrozenDictionary(method => method.Name, StringComparer.Ordinal);
        byPath = all.ToFrozenDictionary(method => (method.Verb, method.Path));
    }

    public ApiMethod? ByName(string name) => byName.GetValueOrDefault(name);

    public ApiMethod? ByPath(string verb, string path) => byPath.GetValueOrDefault((verb, path));

    public bool HasPath(string path) => byPath.Keys.Any(key => key.Path == path);
}
