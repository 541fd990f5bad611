using System.Threading.Channels;
using Bot3.Messaging.Persistence.Outbox.Bundles;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>
/// Writes back what became of published rows, many in one statement: confirmed ones are removed, others are given to the sweepers. There
/// is no hurry, since the grace period keeps sweepers away from both.
/// </summary>
internal sealed class OutboxSettlement(
    OutboxQueue queue, IOutboxRows rows, IOptions<OutboxOptions> options, TimeProvider time, ILogger<OutboxSettlement> logger)
{
    private const int BatchMax = 500;
    private const int OutcomesMax = 100_000;
    private const int TriesMax = 5;
    private static readonly TimeSpan Collect = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryFirst = TimeSpan.FromMilliseconds(100);
    private readonly Channel<Outcome> _outcomes = Channel.CreateBounded<Outcome>(
        new BoundedChannelOptions(OutcomesMax) { SingleReader = true });
    private volatile bool _hurry;

    /// <summary>The broker has the message: its row goes soon, or its bundle when all of that is settled.</summary>
    public void Confirm(OutboxRow row)
    {
        if (row.Bundle is not { } bundle)
            Add(new Outcome(row.Id, null, 1));
        else if (bundle.Confirm())
            Close(bundle);
    }

    /// <summary>Gives the message to whichever sweeper comes first, from <paramref name="availableAt"/> on.</summary>
    public void Release(OutboxRow row, DateTimeOffset availableAt)
    {
        if (row.Bundle is not { } bundle)
            Add(new Outcome(row.Id, availableAt, 1));
        else if (bundle.Release(row, availableAt))
            Close(bundle);
    }

    /// <summary>The row, or its bundle, is the sweepers' since its grace period is over; nothing is written.</summary>
    public void Abandon(OutboxRow row)
    {
        if (row.Bundle is not { } bundle)
            queue.Settle(1);
        else if (bundle.Abandon())
            Close(bundle);
    }

    /// <summary>No more waiting for company: the process is stopping.</summary>
    public void Hurry() => _hurry = true;

    /// <summary>Says that nothing more comes, so that <see cref="RunAsync"/> ends once all is written.</summary>
    public void Complete() => _outcomes.Writer.TryComplete();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var batch = new List<Outcome>(BatchMax);
        using var passing = new CancellationTokenSource();
        var overflow = PassOverflowAsync(passing.Token);
        while (await _outcomes.Reader.WaitToReadAsync(cancellationToken))
        {
            Take(batch);
            if (batch.Count < BatchMax && !_hurry)
            {
                await Task.Delay(Collect, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                Take(batch);
            }

            await WriteAsync(batch, cancellationToken);
            queue.Settle(batch.Sum(outcome => outcome.Messages));
            batch.Clear();
        }

        await passing.CancelAsync();
        await overflow;
    }

    private async Task PassOverflowAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var id in queue.Overflow.ReadAllAsync(cancellationToken))
                Add(new Outcome(id, time.GetUtcNow(), 0));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping: what overflowed is the sweepers' after the grace period.
        }
    }

    private void Close(OutboxBundle bundle)
    {
        if (bundle.IsAbandoned)
            queue.Settle(bundle.Rows);
        else
            Add(Outcome.Of(bundle));
    }

    private void Add(Outcome outcome)
    {
        if (_outcomes.Writer.TryWrite(outcome))
            return;
        queue.Settle(outcome.Messages);
        Log.RemovalFailed(logger, null, 1);
    }

    private void Take(List<Outcome> batch)
    {
        while (batch.Count < BatchMax && _outcomes.Reader.TryRead(out var outcome))
            batch.Add(outcome);
    }

    private async Task WriteAsync(List<Outcome> batch, CancellationToken cancellationToken)
    {
        var delay = RetryFirst;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var timeout = new CancellationTokenSource(options.Value.PublishTimeout, time);
                using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
                await WriteOnceAsync(batch, linked.Token);
                return;
            }
            catch (Exception exception)
            {
                // Loop edge: a row that is published twice is recognised by its message id.
                if (attempt >= TriesMax || cancellationToken.IsCancellationRequested)
                {
                    Log.RemovalFailed(logger, exception, batch.Count);
                    return;
                }

                await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                delay *= 2;
            }
        }
    }

    private async Task WriteOnceAsync(List<Outcome> batch, CancellationToken cancellationToken)
    {
        var confirmed = batch.Where(outcome => outcome is { AvailableAt: null, Bundle: null }).Select(outcome => outcome.Id).ToList();
        var released = batch.Where(outcome => outcome.AvailableAt is not null)
            .Select(outcome => new OutboxDeferral(outcome.Id, outcome.AvailableAt!.Value)).ToList();
        if (confirmed.Count > 0)
            await rows.DeleteAsync(confirmed, cancellationToken);
        if (released.Count > 0)
            await rows.DeferAsync(released, cancellationToken);
        foreach (var outcome in batch.Where(outcome => outcome.Bundle is not null))
            await rows.UnfoldAsync(outcome.Bundle!, cancellationToken);
    }

    /// <summary>
    /// What became of a stored row: confirmed without a time, else released; with a bundle, it gives way to what is left of it.
    /// </summary>
    private readonly record struct Outcome(Guid Id, DateTimeOffset? AvailableAt, int Messages, OutboxBundle? Bundle = null)
    {
        // When nothing got through, it is given away as it is: an outage must not make fifty rows out of each.
        public static Outcome Of(OutboxBundle bundle) => bundle switch
        {
            { Left.Count: 0 } => new Outcome(bundle.Id, null, bundle.Rows),
            { Left.Count: var left } when left == bundle.Rows =>
                new Outcome(bundle.Id, bundle.Left.Min(row => row.AvailableAt), bundle.Rows),
            _ => new Outcome(bundle.Id, null, bundle.Rows, bundle),
        };
    }
}
