using System.Globalization;

namespace Bot3.Messaging.Persistence.Tests.Crash;

/// <summary>What came of some messages: each must be one effect and one entry in its saga, or one letter.</summary>
/// <param name="Messages">Messages that were sent.</param>
/// <param name="Duplicates">Effects, entries and letters beyond the first of a message.</param>
/// <param name="Losses">Effects, entries and letters that are missing.</param>
/// <param name="Strays">Letters of messages that can be handled.</param>
internal sealed record CrashCount(int Messages, int Duplicates, int Losses, int Strays)
{
    public static CrashCount Of(
        IReadOnlyCollection<Guid> good, IReadOnlyCollection<Guid> poison, IReadOnlyCollection<Guid> effects, IReadOnlyCollection<Guid> entries,
        IReadOnlyCollection<Guid> letters) => new(
        good.Count + poison.Count,
        new[] { effects, entries, letters }.Sum(found => found.Count - found.Distinct().Count()),
        good.Except(effects).Count() + good.Except(entries).Count() + poison.Except(letters).Count(),
        letters.Except(poison).Count() + effects.Except(good).Count());
}

/// <summary>The figures of the crash points, printed and kept in <c>artifacts/crash-points.md</c>.</summary>
internal static class CrashTable
{
    private const string Head = "| Point | Rounds | Messages | Duplicates | Losses |\n|---|---|---|---|---|\n";
    private static readonly Lock Gate = new();

    /// <summary>How many rounds each point gets: BOT3_CRASH_ROUNDS, or a few.</summary>
    public static int Rounds(int few = 3)
    {
        var text = Environment.GetEnvironmentVariable("BOT3_CRASH_ROUNDS");
        if (string.IsNullOrEmpty(text))
            return few;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) && rounds is >= 1 and <= 10_000
            ? rounds
            : throw new InvalidOperationException($"BOT3_CRASH_ROUNDS must be 1 to 10000, was '{text}'");
    }

    /// <summary>Prints the figures, and fails when a message was lost, handled twice, or given up without need.</summary>
    public static void Settle(string point, int rounds, CrashCount count)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture, $"| {point} | {rounds} | {count.Messages} | {count.Duplicates} | {count.Losses} |");
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        Keep(point, line);
        Assert.Equal(count with { Duplicates = 0, Losses = 0, Strays = 0 }, count);
        Assert.NotEqual(0, count.Messages);
    }

    private static void Keep(string point, string line)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Bot3.Messaging.sln")))
            root = root.Parent;
        if (root is null)
            return;
        var path = Path.Combine(root.FullName, "artifacts", "crash-points.md");
        lock (Gate)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var others = File.Exists(path)
                ? File.ReadAllLines(path).Skip(2).Where(kept => !kept.StartsWith($"| {point} |", StringComparison.Ordinal))
                : [];
            File.WriteAllText(path, Head + string.Join('\n', others.Append(line).Order(StringComparer.Ordinal)) + "\n");
        }
    }
}
