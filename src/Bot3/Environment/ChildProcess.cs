using System.Diagnostics;
using System.Globalization;
using Bot3.Messaging.LocalServices;

namespace Bot3.Messaging.Bot3.Environment;

/// <summary>
/// One of our programs as a process: own session, own environment, output to a bounded log, ready when its address says so.
/// </summary>
internal sealed class ChildProcess : ISystemPart, IAsyncDisposable
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan UpLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan OutputLimit = TimeSpan.FromSeconds(5);
    private const int LinesTold = 50;
    private const int LinesSearched = 1_000;
    private const string PortTaken = "address already in use";
    private const string StartMark = "--- ";

    private readonly Func<Uri, ProcessPlan> _plan;
    private readonly ReadinessProbe _probe;
    private readonly string _pidFile;
    private readonly Action<string> _say;
    private readonly TimeProvider _time;
    private readonly BoundedLog _log;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile Process? _process;
    private volatile Uri _address;
    private volatile bool _mayMove;

    /// <summary>Describes a process; nothing runs yet.</summary>
    /// <param name="name">Its name; its log and pid files are called so.</param>
    /// <param name="directory">The folder of these files.</param>
    /// <param name="plan">What is run, given the address where it is to listen; asked at every start.</param>
    /// <param name="address">Where it listens; <see langword="null"/> for any free port of 127.0.0.1, then once another one if that turns
    /// out to be taken before it was ever ready.</param>
    /// <param name="readyPath">The path that answers 200 once it is ready.</param>
    /// <param name="say">Hears why it moved to another port.</param>
    /// <param name="time">The clock of the waits.</param>
    public ChildProcess(
        string name, string directory, Func<Uri, ProcessPlan> plan, Uri? address, string readyPath, Action<string> say, TimeProvider time)
    {
        Name = name;
        _plan = plan;
        _probe = new ReadinessProbe(readyPath);
        _pidFile = Path.Combine(directory, name + ".pid");
        _say = say;
        _time = time;
        _log = new BoundedLog(Path.Combine(directory, name + ".log"));
        _mayMove = address is null;
        _address = address ?? AnyPort();
    }

    public string Name { get; }

    public string Address => _address.GetLeftPart(UriPartial.Authority);

    /// <summary>The same as an address.</summary>
    public Uri Url => _address;

    public bool IsRunning => _process is { HasExited: false };

    public bool IsHeldDown { get; private set; } = true;

    /// <summary>Its log file.</summary>
    public string LogFile => _log.FilePath;

    public async Task KillAsync(CancellationToken cancellationToken)
    {
        IsHeldDown = true;
        if (_process is { HasExited: false } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(cancellationToken);
        }
    }

    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken);
        await WaitUntilReadyAsync(cancellationToken);
    }

    /// <summary>Starts the process without waiting until it is ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await EndAsync(cancellationToken);
            await EndLeftoverAsync(cancellationToken);
            Launch();
            await File.WriteAllTextAsync(_pidFile, _process!.Id.ToString(CultureInfo.InvariantCulture), cancellationToken);
            IsHeldDown = false;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Waits until the process answers that it is ready.</summary>
    /// <exception cref="LocalServiceException">It ended, or was not ready within two minutes; the message says all that is known.</exception>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (!await IsReadyAsync(cancellationToken))
        {
            if (!IsRunning && !IsHeldDown)
            {
                await OutputEndsAsync(cancellationToken);
                if (!await TryMoveAsync(cancellationToken))
                    throw new LocalServiceException(Explain($"{Name} ended while starting (exit code {_process?.ExitCode})."));
                started = _time.GetTimestamp();
            }

            if (_time.GetElapsedTime(started) > ReadyLimit)
                throw new LocalServiceException(Explain($"{Name} was not ready within {ReadyLimit.TotalSeconds:0} s."));
            await Task.Delay(ProbeInterval, _time, cancellationToken);
        }

        // From now on others may know the address.
        _mayMove = false;
    }

    /// <summary>Waits until the process is ready, whoever starts it again in the meantime and however often.</summary>
    /// <exception cref="LocalServiceException">It was not ready within five minutes.</exception>
    public async Task WaitUntilUpAsync(CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (!await IsReadyAsync(cancellationToken))
        {
            if (_time.GetElapsedTime(started) > UpLimit)
                throw new LocalServiceException(Explain($"{Name} did not come back within {UpLimit.TotalMinutes:0} min."));
            await Task.Delay(ProbeInterval, _time, cancellationToken);
        }
    }

    /// <summary>Whether it answers that it is ready, now; not when it has ended, for then a stranger answers at its port.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken) =>
        await _probe.AskAsync(_address, cancellationToken) && IsRunning;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        IsHeldDown = true;
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            await EndAsync(cancellationToken);
            File.Delete(_pidFile);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _process?.Dispose();
        _log.Dispose();
        _gate.Dispose();
    }

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_process is not { HasExited: false } process)
            return;
        Signals.Send(process.Id, Signals.Terminate);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StopLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    // A killed command leaves its workers behind; two workers of different runs on one database would be a surprise.
    private async Task EndLeftoverAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(_pidFile)
            || !int.TryParse(await File.ReadAllTextAsync(_pidFile, cancellationToken), CultureInfo.InvariantCulture, out var id)
            || !ProcessTree.IsAlive(id)
            || !ProcessTree.CommandLine(id).Contains(_plan(_address).Command[1], StringComparison.Ordinal))
        {
            return;
        }

        Signals.Send(id, Signals.Kill);
        while (ProcessTree.IsAlive(id))
            await Task.Delay(ProbeInterval, _time, cancellationToken);
    }

    private void Launch()
    {
        // A session of its own: Ctrl-C in a terminal reaches this command, which then stops its processes in order.
        var start = new ProcessStartInfo("setsid")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var plan = _plan(_address);
        foreach (var argument in plan.Command)
            start.ArgumentList.Add(argument);

        // The caller's BOT3_ settings are for the caller; a local system is configured by its options alone.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("BOT3_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in plan.Environment)
            start.Environment[name] = value;
        // The former one is not disposed of: the supervisor may be asking it whether it runs, at this very moment.
        var process = Process.Start(start) ?? throw new LocalServiceException($"{Name} could not be started");
        process.StandardInput.Close();
        _log.WriteLine($"{StartMark}{Name} starts as process {process.Id} on {Address}");
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
    }

    private void Keep(object sender, DataReceivedEventArgs received)
    {
        if (received.Data is { } line)
            _log.WriteLine(line);
    }

    // A port is free when it is chosen and bound later; in between somebody else may have taken it.
    private async Task<bool> TryMoveAsync(CancellationToken cancellationToken)
    {
        if (!_mayMove || !LastRun().Any(line => line.Contains(PortTaken, StringComparison.OrdinalIgnoreCase)))
            return false;
        _mayMove = false;
        var taken = Address;
        _address = AnyPort();
        _say($"{Name}: {taken} was taken by another process before it could be bound; trying {Address}");
        await StartAsync(cancellationToken);
        return true;
    }

    // What a process says last often comes after its end.
    private async Task OutputEndsAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(OutputLimit);
        try
        {
            await _process!.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A process of its own holds the output open; what is there must do.
        }
    }

    private static Uri AnyPort() => new($"http://127.0.0.1:{FreePort.Next()}/");

    private List<string> LastRun() =>
        [.. _log.LastLines(LinesSearched).Reverse().TakeWhile(line => !line.StartsWith(StartMark, StringComparison.Ordinal)).Reverse()];

    // The first line by itself is what a list of events shows.
    private string Explain(string what) => string.Join(
        System.Environment.NewLine,
        [
            what,
            _process is { HasExited: false } process ? $"Process {process.Id} runs." : $"It has ended (exit code {_process?.ExitCode}).",
            $"Readiness: {_probe.Report}",
            $"Its last lines ({LogFile}):",
            .. _log.LastLines(LinesTold),
        ]);
}
