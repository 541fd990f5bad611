using System.ComponentModel;
using System.Diagnostics;

namespace Bot3.Messaging.LocalServices;

/// <summary>Runs a command that ends by itself, and collects what it says.</summary>
internal static class ShortCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Runs the command to its end, at most ten minutes.</summary>
    /// <returns>Its standard output.</returns>
    /// <exception cref="LocalServiceException">It could not be started, exited with another code than 0, or took too long.</exception>
    public static async Task<string> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        using var process = Start(start);
        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0
                ? await output
                : throw new LocalServiceException($"{Show(start)} exited with {process.ExitCode}: {await errors}{await output}".TrimEnd());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new LocalServiceException($"{Show(start)} did not end within {Limit}");
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new LocalServiceException($"{Show(start)} could not be started");
        }
        catch (Win32Exception e)
        {
            throw new LocalServiceException($"{Show(start)} could not be started: {e.Message}", e);
        }
    }

    private static string Show(ProcessStartInfo start) => string.Join(' ', start.ArgumentList.Prepend(start.FileName));
}
