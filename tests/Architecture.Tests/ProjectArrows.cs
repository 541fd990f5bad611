using System.Xml.Linq;

namespace Bot3.Messaging.Architecture_Tests;

/// <summary>Which project may reference which, read from the project files; the rule and its twin use the very same check.</summary>
internal static class ProjectArrows
{
    /// <summary>The arrows that the architecture allows. A project that is not named may reference nothing of ours.</summary>
    public static IReadOnlyDictionary<string, string[]> Allowed { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Contracts"] = [],
        ["Domain"] = [],
        ["ExchangeSimulator"] = [],
        ["LocalServices"] = [],
        ["Persistence"] = [],
        ["Hosting"] = ["Persistence"],
        ["OrderSaga"] = ["Contracts", "Domain", "Persistence", "Hosting"],
        ["RiskWorker"] = ["Contracts", "Domain", "Persistence", "Hosting"],
        ["ExchangeWorker"] = ["Contracts", "Domain", "Persistence", "Hosting"],
        ["Bot3"] =
        [
            "Contracts", "Domain", "ExchangeSimulator", "LocalServices", "Persistence", "Hosting", "OrderSaga", "RiskWorker", "ExchangeWorker",
        ],
    };

    public static IReadOnlyDictionary<string, string[]> Read(string sourceFolder)
        => Directory.GetFiles(sourceFolder, "*.csproj", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetFileNameWithoutExtension(file),
            file => XDocument.Load(file).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
                .ToArray(),
            StringComparer.Ordinal);

    public static IReadOnlyList<string> Violations(IReadOnlyDictionary<string, string[]> actual)
        =>
        [
            .. actual.SelectMany(project => project.Value
                .Where(target => !Allowed.GetValueOrDefault(project.Key, []).Contains(target, StringComparer.Ordinal))
                .Select(target => $"{project.Key} -> {target}")),
            .. actual.Keys.Where(project => !Allowed.ContainsKey(project)).Select(project => $"{project} is not in the architecture"),
        ];
}
