using System.Diagnostics;
using System.Globalization;

namespace Bot3.Messaging.LocalServices;

/// <summary>
/// One long-running server process: its output goes to a file, its id to another, so that a later start on the same folder can end what a
/// killed owner left behind.
/// </summary>
internal sealed class ServerProcess
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly string pidFile;
    private readonly string logFile;
    private readonly int stopSignal;
    private readonly TimeProvider time;
    private Process? process;

    public ServerProcess(string directory, string name, int stopSignal, TimeProvider time)
    {
        Name = name;
        pidFile = Path.Combine(directory, name + ".pid");
        logFile = Path.Combine(directory, name + ".out");
        this.stopSignal = stopSignal;
        this.time = time;
    }

    public string Name { get; }

    public int? Id => process?.Id;

    public bool IsRunning => process is { HasExited: false };

    /// <summary>
    /// Starts the command in a session of its own, so that Ctrl-C in a terminal reaches us and not the server behind our back.
    /// </summary>
    public void Start(ProcessStartInfo command)
    {
        var start = new ProcessStartInfo("setsid") { UseShellExecute = false, RedirectStandardInput = true };
        foreach (var argument in (string[])["sh", "-c", "exec \"$@\" >>\"$BOT3_SERVER_LOG\" 2>&1", "sh", command.FileName])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var argument in command.ArgumentList)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["BOT3_SERVER_LOG"] = logFile;
        start.WorkingDirectory = command.WorkingDirectory;
        process?.Dispose();
        process = Process.Start(start) ?? throw new LocalServiceException($"{Name} could not be started");
        process.StandardInput.Close();
        File.WriteAllText(pidFile, process.Id.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Waits until the probe says yes.</summary>
    /// <exception cref="LocalServiceException">The process ended, or was not ready within the limit.</exception>
    public async Task WaitUntilReadyAsync(
        Func<CancellationToken, Task<bool>> probe, TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (!await probe(cancellationToken))
        {
            if (!IsRunning)
            {
                throw new LocalServiceException($"{Name} ended while starting (exit code {process?.ExitCode}). {LastLines()}");
            }

            if (time.GetElapsedTime(started) > limit)
            {
                throw new LocalServiceException($"{Name} was not ready within {limit.TotalSeconds:0} s. {LastLines()}");
            }

            await Task.Delay(PollInterval, time, cancellationToken);
        }
    }

    /// <summary>Asks the server to stop, waits, and kills it when it does not.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (process is null)
        {
            return;
        }

        if (!process.HasExited)
        {
            Signals.Send(process.Id, stopSignal);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(StopLimit);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                await KillAsync(CancellationToken.None);
            }
        }

        File.Delete(pidFile);
    }

    /// <summary>SIGKILL to the whole tree.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        if (process is { HasExited: false })
        {
            await KillTreeAsync(process.Id, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
        }
    }

    /// <summary>Ends a process that an earlier owner of the folder started and did not live to stop.</summary>
    /// <param name="marker">Text that its command line must hold; process ids are used again, and a stranger must not be hit.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task EndLeftoverAsync(string marker, CancellationToken cancellationToken)
    {
        if (!File.Exists(pidFile)
            || !int.TryParse(await File.ReadAllTextAsync(pidFile, cancellationToken), CultureInfo.InvariantCulture, out var id))
        {
            return;
        }

        if (ProcessTree.IsAlive(id)
            && (ProcessTree.Descendants(id).Append(id)).Any(p => ProcessTree.CommandLine(p).Contains(marker, StringComparison.Ordinal)))
        {
            await KillTreeAsync(id, cancellationToken);
        }

        File.Delete(pidFile);
    }

    private async Task KillTreeAsync(int id, CancellationToken cancellationToken)
    {
        int[] all = [id, .. ProcessTree.Descendants(id)];
        foreach (var one in all)
        {
            Signals.Send(one, Signals.Kill);
        }

        // The next start needs the ports and the shared memory of all of them, not only of the first.
        var started = time.GetTimestamp();
        while (all.Any(ProcessTree.IsAlive))
        {
            if (time.GetElapsedTime(started) > KillLimit)
            {
                throw new LocalServiceException($"{Name}: processes {string.Join(", ", all)} did not die of SIGKILL");
            }

            await Task.Delay(PollInterval, time, cancellationToken);
        }
    }

    private string LastLines()
    {
        const int Count = 15;
        return File.Exists(logFile)
            ? $"Its last lines ({logFile}):{Environment.NewLine}{string.Join(Environment.NewLine, File.ReadLines(logFile).TakeLast(Count))}"
            : $"It wrote nothing to {logFile}.";
    }
}
