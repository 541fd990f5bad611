using System.Threading.Channels;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>Wakes this process's sweeper. Many wakes before it looks count as one.</summary>
internal sealed class OutboxSignal
{
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => _wakes.Writer.TryWrite(true);

    /// <summary>Returns at a wake, or after <paramref name="longest"/>.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wake = _wakes.Reader.ReadAsync(enough.Token).AsTask();
        var delay = Task.Delay(longest, time, enough.Token);
        await Task.WhenAny(wake, delay);
        await enough.CancelAsync();
        // Both end now, and only for the reason just given.
        await ((Task)wake).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await delay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
