using System.Runtime.ExceptionServices;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Bot3.Messaging.Hosting.Transport;

/// <summary>
/// The door to the dead-letter ledger: a message whose fault is an outage does not pass. The fault goes on to the transport, which gives the
/// message back to its queue.
/// </summary>
internal sealed class GiveBackOutagesFilter : IFilter<ExceptionReceiveContext>
{
    private readonly string _queue;
    private readonly ILogger<GiveBackOutagesFilter> _logger;

    public GiveBackOutagesFilter(string queue, ILogger<GiveBackOutagesFilter> logger)
    {
        _queue = queue;
        _logger = logger;
    }

    public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        if (FaultClassifier.Classify(context.Exception) == FaultKind.Outage)
        {
            Log.MessageGivenBack(_logger, _queue, context.Exception.GetType().Name);
            ExceptionDispatchInfo.Throw(context.Exception);
        }

        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("giveBackOutages");
}
