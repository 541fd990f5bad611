using System.Runtime.ExceptionServices;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Bot3.Messaging.Hosting.Transport;

/// <summary>
/// The door to the dead-letter ledger: a message whose fault is an outage does not pass, nor does one that failed while the process was
/// stopping, unless no process could handle it: a consumer may outlive what it is made of. The fault goes on to the transport, which
/// gives the message back to its queue.
/// </summary>
internal sealed class GiveBackOutagesFilter : IFilter<ExceptionReceiveContext>
{
    // A consumer that is not closed yet would get the message back at once, and again, up to the delivery limit.
    private static readonly TimeSpan StoppingHold = TimeSpan.FromSeconds(1);

    private readonly string _queue;
    private readonly TimeProvider _time;
    private readonly CancellationToken _stopping;
    private readonly ILogger<GiveBackOutagesFilter> _logger;

    public GiveBackOutagesFilter(string queue, TimeProvider time, ILogger<GiveBackOutagesFilter> logger, CancellationToken stopping)
    {
        _queue = queue;
        _time = time;
        _stopping = stopping;
        _logger = logger;
    }

    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        var kind = FaultClassifier.Classify(context.Exception);
        if (kind == FaultKind.Outage)
        {
            Log.MessageGivenBack(_logger, _queue, context.Exception.GetType().Name);
            ExceptionDispatchInfo.Throw(context.Exception);
        }

        if (_stopping.IsCancellationRequested && kind != FaultKind.Permanent)
        {
            Log.MessageGivenBackAtStop(_logger, _queue, context.Exception.GetType().Name);
            await Task.Delay(StoppingHold, _time, context.CancellationToken).ConfigureAwait(false);
            ExceptionDispatchInfo.Throw(context.Exception);
        }

        await next.Send(context).ConfigureAwait(false);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("giveBackOutages");
}
