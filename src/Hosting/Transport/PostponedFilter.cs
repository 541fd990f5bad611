using Bot3.Messaging.Persistence.Packs;
using MassTransit;

namespace Bot3.Messaging.Hosting.Transport;

/// <summary>
/// Ends the handling of a message that has left its pack to be retried later. Sits right inside the retry, which runs its attempts from
/// here, so for the pack the message counts as done.
/// </summary>
/// <typeparam name="T">The message contract.</typeparam>
internal sealed class PostponedFilter<T> : IFilter<ConsumeContext<T>>
    where T : class
{
    // Without the notification the message would be taken for one that nobody wanted, and moved to the skipped queue.
    public Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next) =>
        context.TryGetPayload<PackedDelivery>(out var packed) && packed.IsPostponed
            ? context.NotifyConsumed(context, TimeSpan.Zero, "postponed")
            : next.Send(context);

    public void Probe(ProbeContext context) => context.CreateFilterScope("postponed");
}
