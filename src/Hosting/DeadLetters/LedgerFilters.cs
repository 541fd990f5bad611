using MassTransit;

namespace Bot3.Messaging.Hosting.DeadLetters;

/// <summary>
/// The end of an endpoint's error pipe: the message becomes a dead letter, and is acknowledged when this returns. If this throws, the
/// message goes back to its queue; see <see cref="LedgerDoor"/>.
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
