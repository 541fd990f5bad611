using Bot3.Messaging.Hosting.Transport;
using Bot3.Messaging.Persistence.DeadLetters;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Bot3.Messaging.Hosting.DeadLetters;

/// <summary>
/// The end of an endpoint's error pipe: the message becomes a dead letter, and is acknowledged when this returns. While the database is
/// away it is tried as long as a handler would be; then this throws, and the message goes back to its queue.
/// </summary>
internal sealed class LedgerErrorFilter : IFilter<ExceptionReceiveContext>
{
    private readonly LedgerDoor _door;
    private readonly LetterReader _reader;

    public LedgerErrorFilter(LedgerDoor door, LetterReader reader)
    {
        _door = door;
        _reader = reader;
    }

    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        await _door.PassAsync(_reader.OfFault(_door.Queue, context), context.CancellationToken).ConfigureAwait(false);
        await next.Send(context).ConfigureAwait(false);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("deadLetterLedger");
}

/// <summary>The end of the pipe for messages that no consumer took.</summary>
internal sealed class LedgerSkippedFilter : IFilter<ReceiveContext>
{
    private readonly LedgerDoor _door;
    private readonly LetterReader _reader;

    public LedgerSkippedFilter(LedgerDoor door, LetterReader reader)
    {
        _door = door;
        _reader = reader;
    }

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        await _door.PassAsync(_reader.OfSkipped(_door.Queue, context), context.CancellationToken).ConfigureAwait(false);
        await next.Send(context).ConfigureAwait(false);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("deadLetterLedger");
}

/// <summary>One endpoint's way into the ledger, with the endpoint's own patience.</summary>
internal sealed class LedgerDoor
{
    private readonly LedgerWriter _writer;
    private readonly DurableRetryPolicy _policy;
    private readonly TimeProvider _time;
    private readonly ILogger<LedgerWriter> _logger;

    public LedgerDoor(string queue, LedgerWriter writer, DurableRetryPolicy policy, TimeProvider time, ILogger<LedgerWriter> logger)
    {
        Queue = queue;
        _writer = writer;
        _policy = policy;
        _time = time;
        _logger = logger;
    }

    public string Queue { get; }

    public async Task PassAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        var start = _time.GetUtcNow();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _writer.CaptureAsync(letter, CaptureSource.Endpoint, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && _policy.MayRetry(exception, attempt, start))
            {
                var delay = _policy.DelayBefore(attempt);
                Log.LedgerUnreachable(_logger, exception, Queue, delay);
                await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
