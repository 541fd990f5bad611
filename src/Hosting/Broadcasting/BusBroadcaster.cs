using MassTransit;

namespace Bot3.Messaging.Hosting.Broadcasting;

/// <summary>Broadcasts on the bus, as non-durable messages.</summary>
/// <param name="bus">The bus. Going past the outbox is the very point here.</param>
internal sealed class BusBroadcaster(IBus bus) : IBroadcaster
{
    /// <inheritdoc />
    public Task PublishAsync<T>(T message, TimeSpan timeToLive, CancellationToken cancellationToken)
        where T : class
        => bus.Publish(
            message,
            context =>
            {
                context.TimeToLive = timeToLive;
                context.Durable = false;
            },
            cancellationToken);
}
