namespace Bot3.Messaging.ExchangeWorker.Tests.Binance.Conformance;

/// <summary>The folders of recorded messages: the one beside the repository, and those that <c>BOT3_RECORDED_DIRS</c> names.</summary>
internal static class RecordedFolder
{
    /// <summary>Further folders in the same layout, separated by colons.</summary>
    public const string Variable = "BOT3_RECORDED_DIRS";

    /// <summary>The layout's three parts; a folder must hold at least one of them.</summary>
    public static readonly string[] Parts = ["Endpoints", "Socket", "Subscriptions"];

    /// <summary>All folders. One that does not exist is listed all the same: its test says so.</summary>
    public static IReadOnlyList<string> All() => [Default(), .. Named(Environment.GetEnvironmentVariable(Variable))];

    /// <summary>The folders that a value of the variable names.</summary>
    public static IEnumerable<string> Named(string? variable)
        => (variable ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The recorded files of a folder, below any of the layout's parts.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The folder holds nothing in this layout.</exception>
    public static IReadOnlyList<string> Files(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{Variable} names '{folder}', which is not there.");
        string[] files =
        [
            .. Parts.Select(part => Path.Combine(folder, part))
                .Where(Directory.Exists)
                .SelectMany(part => Directory.EnumerateFiles(part, "*.txt", SearchOption.AllDirectories))
                .Order(StringComparer.Ordinal),
        ];
        return files.Length > 0
            ? files
            : throw new InvalidDataException($"'{folder}' holds no *.txt below {string.Join(", ", Parts)}.");
    }

    private static string Default()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "shared", "binance", "recorded");
            if (Directory.Exists(folder))
                return folder;
        }

        throw new DirectoryNotFoundException(
            $"No folder 'shared/binance/recorded' beside any parent of {AppContext.BaseDirectory}: the recorded samples are needed.");
    }
}
