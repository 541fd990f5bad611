using System.Diagnostics;
using System.Globalization;

namespace Bot3.Messaging.Bot3.Commands.Bench.Report;

/// <summary>Where a figure comes from; without machine and commit it means nothing.</summary>
internal static class MachineFacts
{
    private const double KibiPerGibi = 1024 * 1024;

    /// <summary>Processor, cores, memory, kernel.</summary>
    public static string Machine()
    {
        var model = Value("/proc/cpuinfo", "model name") ?? "unknown processor";
        var memory = Value("/proc/meminfo", "MemTotal")?.Split(' ')[0];
        var gibi = double.TryParse(memory, CultureInfo.InvariantCulture, out var kibi) ? kibi / KibiPerGibi : 0;
        var (kernel, runtime) = (global::System.Environment.OSVersion.Version, global::System.Environment.Version);
        var cores = global::System.Environment.ProcessorCount;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{cores} cores ({model}), {gibi:0} GiB, Linux {kernel}, .NET {runtime}");
    }

    /// <summary>
    /// The commit of the source that this program lies in, with <c>+</c> for uncommitted changes; null outside a repository.
    /// </summary>
    /// <param name="cancellationToken">Ends the question.</param>
    public static async Task<string?> CommitAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await GitAsync(cancellationToken, "rev-parse", "--short", "HEAD") is not { Length: > 0 } commit)
                return null;
            var changes = await GitAsync(cancellationToken, "status", "--porcelain", "--untracked-files=no");
            return string.IsNullOrEmpty(changes) ? commit : commit + "+";
        }
        catch (global::System.ComponentModel.Win32Exception)
        {
            // No git on this machine: the figure stays, its commit has to be told by hand.
            return null;
        }
    }

    private static string? Value(string file, string key) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        : null;

    private static async Task<string?> GitAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", AppContext.BaseDirectory, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        using var process = Process.Start(start);
        if (process is null)
            return null;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await Task.WhenAll(output, errors, process.WaitForExitAsync(cancellationToken));
        return process.ExitCode == 0 ? (await output).Trim() : null;
    }
}
