using MassTransit;

namespace Bot3.Messaging.Hosting.Transport;

/// <summary>
/// Turns a cancellation that nobody asked for (an HTTP client's time-out, a linked token) into a <see cref="TimeoutException"/>.
/// MassTransit takes every cancellation for the end of the process and never gives such a message to the error pipe: on a broker it
/// would come back until the delivery limit, in memory it would be gone.
/// </summary>
/// <typeparam name="T">The message contract.</typeparam>
internal sealed class StrayCancellationFilter<T> : IFilter<ConsumeContext<T>>
    where T : class
{
    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        try
        {
            await next.Send(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!context.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("A call inside the consumer was cancelled although the process is not stopping.", exception);
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("strayCancellation");
}
