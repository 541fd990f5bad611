using Bot3.Messaging.Persistence.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>
/// Publishes what this process has just committed: the messages of one commit in order, several commits at once.
/// What fails stays in the outbox for the sweeper.
/// </summary>
internal sealed class OutboxPublisher(
    OutboxQueue queue, IOutboxTransport transport, IOutboxRows rows, IOptions<OutboxOptions> options, TimeProvider time,
        ILogger<OutboxPublisher> logger)
    : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan DrainPoll = TimeSpan.FromMilliseconds(20);
    private readonly CancellationTokenSource _stop = new();
    private long _published;
    private long _publishedAtStop;
    private Task _workers = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _workers = Task.WhenAll(Enumerable.Range(0, options.Value.PublishConcurrency).Select(_ => Task.Run(WorkAsync, CancellationToken.None)));
        return Task.CompletedTask;
    }

    /// <summary>While the bus is still up: gives what is pending a chance to leave.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _publishedAtStop = Volatile.Read(ref _published);
        await DrainAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Complete();
        await DrainAsync(cancellationToken);
        await _stop.CancelAsync();
        await _workers;
        Log.PublisherStopped(logger, Volatile.Read(ref _published) - _publishedAtStop, queue.Pending);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stop.Dispose();

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Value.DrainTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        while (queue.Pending > 0 && !linked.IsCancellationRequested)
            await Task.Delay(DrainPoll, time, linked.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WorkAsync()
    {
        try
        {
            await foreach (var commit in queue.Commits.ReadAllAsync(_stop.Token))
            {
                if (!await PublishAsync(commit))
                    return;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopping: what is left is in the outbox.
        }
    }

    private async Task<bool> PublishAsync(IReadOnlyList<OutboxRow> commit)
    {
        var delivered = new List<Guid>(commit.Count);
        foreach (var row in commit)
        {
            try
            {
                await transport.SendAsync(row.Message, _stop.Token);
                delivered.Add(row.Id);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return false;
            }
            catch (Exception exception)
            {
                // Loop edge: whatever is wrong with the broker or this message, the row stays and the sweeper tries again.
                DurableMetrics.Fail(exception);
                Log.PublishFailed(logger, exception, row.Message.MessageId, row.Message.Destination);
            }
        }

        await RemoveAsync(delivered);
        queue.Settle(commit.Count);
        return true;
    }

    private async Task RemoveAsync(List<Guid> delivered)
    {
        if (delivered.Count == 0)
            return;
        Interlocked.Add(ref _published, delivered.Count);
        DurableMetrics.Publish(delivered.Count, "direct");
        try
        {
            using var timeout = new CancellationTokenSource(options.Value.PublishTimeout, time);
            await rows.DeleteAsync(delivered, timeout.Token);
        }
        catch (Exception exception)
        {
            // Loop edge: a row that is published twice is recognised by its message id.
            Log.RemovalFailed(logger, exception, delivered.Count);
        }
    }
}
