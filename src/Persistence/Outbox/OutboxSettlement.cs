using System.Threading.Channels;
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
    private static readonly TimeSpan Collect = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RetryFirst = TimeSpan.FromMilliseconds(100);
    private readonly Channel<Outcome> _outcomes = Channel.CreateBounded<Outcome>(
        new BoundedChannelOptions(OutcomesMax) { SingleReader = true });
    private volatile bool _hurry;

    /// <summary>Removes the row soon.</summary>
    public void Confirm(Guid id) => Add(new Outcome(id, null, true));

    /// <summary>Gives the row to whichever sweeper comes first, from <paramref name="availableAt"/> on.</summary>
    public void Release(Guid id, DateTimeOffset availableAt) => Add(new Outcome(id, availableAt, true));

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
            queue.Settle(batch.Count(outcome => outcome.Counted));
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
                Add(new Outcome(id, time.GetUtcNow(), false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping: what overflowed is the sweepers' after the grace period.
        }
    }

    private void Add(Outcome outcome)
    {
        if (_outcomes.Writer.TryWrite(outcome))
            return;
        if (outcome.Counted)
            queue.Settle(1);
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
        var confirmed = batch.Where(outcome => outcome.AvailableAt is null).Select(outcome => outcome.Id).ToList();
        var released = batch.Where(outcome => outcome.AvailableAt is not null)
            .Select(outcome => new OutboxDeferral(outcome.Id, outcome.AvailableAt!.Value)).ToList();
        if (confirmed.Count > 0)
            await rows.DeleteAsync(confirmed, cancellationToken);
        if (released.Count > 0)
            await rows.DeferAsync(released, cancellationToken);
    }

    /// <summary>What became of a row: confirmed without a time, else released. Counted when the queue still counts it.</summary>
    private readonly record struct Outcome(Guid Id, DateTimeOffset? AvailableAt, bool Counted);
}
