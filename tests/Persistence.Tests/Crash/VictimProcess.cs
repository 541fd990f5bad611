using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace Bot3.Messaging.Persistence.Tests.Crash;

/// <summary>The victim as its murderer sees it.</summary>
internal sealed class VictimProcess : IAsyncDisposable
{
    /// <summary>What the shell says of a process that SIGKILL ended: 128 + 9.</summary>
    public const int Killed = 137;

    private const int LinesMax = 200;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private VictimProcess(Process process) => _process = process;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Output => string.Join(Environment.NewLine, _lines);

    /// <summary>Returns when the process is ready, or already dead: what the one before it has left may be enough for that.</summary>
    public static async Task<VictimProcess> StartAsync(VictimOrder order)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CrashVictim).Assembly.Location, CrashVictim.Argument])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("the victim did not start");
        var victim = new VictimProcess(process);
        process.OutputDataReceived += victim.Read;
        process.ErrorDataReceived += victim.Read;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order).AsMemory(), Token);
        await process.StandardInput.FlushAsync(Token);
        await Task.WhenAny(victim._ready.Task, process.WaitForExitAsync(Token)).WaitAsync(Limit, Token);
        return victim;
    }

    /// <summary>Kills it from outside.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for its death, which must have been a violent one.</summary>
    public async Task UntilKilledAsync()
    {
        await TestWait.UntilAsync(() => Task.FromResult(_process.HasExited), () => $"the victim's death; it said:\n{Output}");
        Assert.True(_process.ExitCode == Killed, $"the victim ended with {_process.ExitCode} instead of SIGKILL; it said:\n{Output}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private void Read(object sender, DataReceivedEventArgs line)
    {
        if (line.Data == CrashVictim.Ready)
            _ready.TrySetResult();
        if (line.Data is null)
            return;
        _lines.Enqueue(line.Data);
        while (_lines.Count > LinesMax)
            _lines.TryDequeue(out _);
    }
}
