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
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly IReadOnlyList<string> _command;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly Uri _ready;
    private readonly string _pidFile;
    private readonly TimeProvider _time;
    private readonly BoundedLog _log;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile Process? _process;

    /// <summary>Describes a process; nothing runs yet.</summary>
    /// <param name="name">Its name; its log and pid files are called so.</param>
    /// <param name="directory">The folder of these files.</param>
    /// <param name="command">Program and arguments.</param>
    /// <param name="environment">Variables added to the safe ones of this process.</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="readyPath">The path that answers 200 once it is ready.</param>
    /// <param name="time">The clock of the waits.</param>
    public ChildProcess(
        string name,
        string directory,
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string> environment,
        Uri address,
        string readyPath,
        TimeProvider time)
    {
        Name = name;
        _command = command;
        _environment = environment;
        _ready = new Uri(address, readyPath);
        _pidFile = Path.Combine(directory, name + ".pid");
        _time = time;
        _log = new BoundedLog(Path.Combine(directory, name + ".log"));
        Address = address.GetLeftPart(UriPartial.Authority);
    }

    public string Name { get; }

    public string Address { get; }

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
    /// <exception cref="LocalServiceException">It ended, or was not ready within two minutes.</exception>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (!await IsReadyAsync(cancellationToken))
        {
            if (!IsRunning && !IsHeldDown)
                throw new LocalServiceException($"{Name} ended while starting (exit code {_process?.ExitCode}). {LastLines()}");
            if (_time.GetElapsedTime(started) > ReadyLimit)
                throw new LocalServiceException($"{Name} was not ready within {ReadyLimit.TotalSeconds:0} s. {LastLines()}");
            await Task.Delay(ProbeInterval, _time, cancellationToken);
        }
    }

    /// <summary>Waits until the process is ready, whoever starts it again in the meantime and however often.</summary>
    /// <exception cref="LocalServiceException">It was not ready within five minutes.</exception>
    public async Task WaitUntilUpAsync(CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (!await IsReadyAsync(cancellationToken))
        {
            if (_time.GetElapsedTime(started) > UpLimit)
                throw new LocalServiceException($"{Name} did not come back within {UpLimit.TotalMinutes:0} min. {LastLines()}");
            await Task.Delay(ProbeInterval, _time, cancellationToken);
        }
    }

    /// <summary>Whether it answers that it is ready, now.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Http.GetAsync(_ready, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException
            || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Not listening yet, or too busy to answer: both mean "not ready", and the caller has a limit.
            return false;
        }
    }

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
            || !ProcessTree.CommandLine(id).Contains(_command[1], StringComparison.Ordinal))
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
        foreach (var argument in _command)
            start.ArgumentList.Add(argument);

        // The caller's BOT3_ settings are for the caller; a local system is configured by its options alone.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("BOT3_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        // The former one is not disposed of: the supervisor may be asking it whether it runs, at this very moment.
        var process = Process.Start(start) ?? throw new LocalServiceException($"{Name} could not be started");
        process.StandardInput.Close();
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

    private string LastLines() =>
        $"Its last lines ({LogFile}):{System.Environment.NewLine}{string.Join(System.Environment.NewLine, _log.LastLines(15))}";
}
