namespace Bot3.Messaging.Bot3.Environment;

/// <summary>
/// Restarts parts of a local system that died by themselves: at once the first time, then after waits that double up to a limit.
/// </summary>
public sealed class Supervisor
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan DelayFirst = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DelayMax = TimeSpan.FromSeconds(30);

    // A part that lived so long starts over with the shortest wait.
    private static readonly TimeSpan Recovered = TimeSpan.FromMinutes(1);

    private readonly Action<string> _say;
    private readonly TimeProvider _time;

    /// <summary>Makes a supervisor.</summary>
    /// <param name="say">Hears one line per restart.</param>
    /// <param name="time">The clock of the waits.</param>
    public Supervisor(Action<string> say, TimeProvider time)
    {
        _say = say;
        _time = time;
    }

    /// <summary>Watches until cancelled; then returns.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="cancellationToken">Ends the watch; the parts stay as they are.</param>
    public Task RunAsync(IReadOnlyList<ISystemPart> parts, CancellationToken cancellationToken) =>
        Task.WhenAll(parts.Select(part => WatchAsync(part, cancellationToken)));

    private async Task WatchAsync(ISystemPart part, CancellationToken cancellationToken)
    {
        var delay = TimeSpan.Zero;
        var startedAt = _time.GetTimestamp();
        try
        {
            while (true)
            {
                await Task.Delay(WatchInterval, _time, cancellationToken);
                if (part.IsRunning || part.IsHeldDown)
                    continue;
                if (_time.GetElapsedTime(startedAt) > Recovered)
                    delay = TimeSpan.Zero;
                _say($"{part.Name}: died, restarting in {delay.TotalSeconds:0} s");
                await Task.Delay(delay, _time, cancellationToken);
                delay = delay == TimeSpan.Zero ? DelayFirst : TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, DelayMax.Ticks));
                startedAt = _time.GetTimestamp();
                await RestartAsync(part, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how the watch ends.
        }
    }

    private async Task RestartAsync(ISystemPart part, CancellationToken cancellationToken)
    {
        try
        {
            await part.RestartAsync(cancellationToken);
            _say($"{part.Name}: ready again");
        }
        catch (LocalServices.LocalServiceException exception)
        {
            // It will be found dead again and tried later, after a longer wait.
            _say($"{part.Name}: {exception.Message.Split('\n')[0]}");
        }
    }
}
