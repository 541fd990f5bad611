namespace Bot3.Messaging.ExchangeWorker.Tests.Binance;

/// <summary>Messages of the public documentation, read where they lie: beside the repository, never copied into it.</summary>
internal static class Recorded
{
    public static byte[] Rest(string name)
        => System.Text.Encoding.UTF8.GetBytes(string.Join('\n', File.ReadAllLines(Find("Endpoints/Spot/" + name)).Skip(3)));

    /// <summary>What follows the line that starts with <c>=</c>.</summary>
    public static byte[] Pushed(string name)
    {
        var lines = File.ReadAllLines(Find(name));
        var start = Array.FindIndex(lines, line => line.StartsWith('='));
        return System.Text.Encoding.UTF8.GetBytes(lines[start][1..] + string.Join('\n', lines.Skip(start + 1)));
    }

    private static string Find(string name)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var file = Path.Combine(at.FullName, "shared", "binance", "recorded", name);
            if (File.Exists(file))
                return file;
        }

        throw new FileNotFoundException($"No directory above {AppContext.BaseDirectory} holds shared/binance/recorded/{name}.");
    }
}
