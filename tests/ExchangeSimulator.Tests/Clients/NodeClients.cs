using System.Diagnostics;
using System.Globalization;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Clients;

/// <summary>Runs the Node project of independent clients (tests/clients) against a simulator.</summary>
internal static class NodeClients
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Skips where the packages are not installed, and fails where they have to be.</summary>
    public static void Require()
    {
        if (Directory.Exists(Path.Combine(Folder(), "node_modules", "ccxt")))
            return;
        const string Missing = "The packages of tests/clients are not installed: npm ci --prefix tests/clients.";
        var isNeeded = System.Environment.GetEnvironmentVariable("BOT3_TEST_REQUIRE_SERVICES") == "1"
            || string.Equals(System.Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
        Assert.False(isNeeded, Missing);
        Assert.Skip(Missing);
    }

    /// <summary>Runs one client to its end.</summary>
    /// <returns>Exit code, and its report line by line. What the libraries log to the error stream is theirs.</returns>
    public static async Task<(int ExitCode, IReadOnlyList<string> Lines)> RunAsync(Uri simulator, string client)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder() };
        foreach (var argument in new[] { "judge.js", simulator.ToString(), client })
            start.ArgumentList.Add(argument);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        using var process = Process.Start(start)!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            await KeepAsync(client, lines);
            TestContext.Current.TestOutputHelper?.WriteLine(await errors);
            return (process.ExitCode, lines);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    // What each client said, by call, beside the other results of a run.
    private static async Task KeepAsync(string client, string[] lines)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root().FullName, "artifacts", "clients"));
        await File.WriteAllLinesAsync(
            Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{client}.txt")), lines, Token);
    }

    private static string Folder() => Path.Combine(Root().FullName, "tests", "clients");

    private static DirectoryInfo Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "tests", "clients", "judge.js")))
                return folder;
        }

        throw new DirectoryNotFoundException($"No parent of {AppContext.BaseDirectory} has tests/clients/judge.js.");
    }
}
