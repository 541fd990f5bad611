using System.Runtime.ExceptionServices;
using MassTransit;

namespace Bot3.Messaging.Hosting.Transport;

/// <summary>
/// The door to the error queue: a message whose fault is an outage does not pass. The fault goes on to the transport, which gives the
/// message back to its queue.
/// </summary>
internal sealed class GiveBackOutagesFilter : IFilter<ExceptionReceiveContext>
{
    public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        if (FaultClassifier.Classify(context.Exception) == FaultKind.Outage)
        {
            ExceptionDispatchInfo.Throw(context.Exception);
        }

        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("giveBackOutages");
}
