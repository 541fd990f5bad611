using System.Globalization;

namespace Bot3.Messaging.ExchangeWorker.Tests.Soak;

/// <summary>One line per seed in artifacts/soak, written only once everything about the seed was found right.</summary>
internal static class SoakReport
{
    /// <summary>Writes the line of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="figures">Orders, attempts, attempts at the venue, fills, in doubt, proven absent.</param>
    public static async Task WriteAsync(int seed, IReadOnlyList<int> figures)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root(), "artifacts", "soak"));
        var cells = figures.Prepend(seed).Select(figure => figure.ToString(CultureInfo.InvariantCulture));
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"seed-{seed}.txt")),
            $"| {string.Join(" | ", cells)} |\n",
            TestContext.Current.CancellationToken);
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Bot3.Messaging.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No parent of {AppContext.BaseDirectory} has the solution.");
    }
}
