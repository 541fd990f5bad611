using Bot3.Messaging.Persistence.Sessions;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bot3.Messaging.Persistence.Packs;

/// <summary>
/// What a transport shows of a plain delivery beside headers and body, for one message of a pack; <see langword="null"/> where it shows
/// nothing. Whoever moves a dead letter reads it.
/// </summary>
/// <param name="pack">The delivery of the pack.</param>
/// <param name="message">The message.</param>
/// <returns>A payload for the message's own receive context.</returns>
public delegate object? PackTransport(ReceiveContext pack, PackedMessage message);

/// <summary>Makes endpoints that open packs and read internal bodies; plain messages are handled as ever.</summary>
public static class PackedEndpoints
{
    /// <summary>Adds the receive filter and the deserialisers.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="context">The registration context.</param>
    /// <param name="defaultConcurrency">Messages handled at the same time, packed and plain together, where the endpoint has no limit of
    /// its own; at least 1.</param>
    /// <param name="transport">What the transport shows beside headers and body.</param>
    public static void UsePacks(
        this IReceiveEndpointConfigurator endpoint, IRegistrationContext context, int defaultConcurrency, PackTransport transport)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentOutOfRangeException.ThrowIfLessThan(defaultConcurrency, 1);
        endpoint.AddDeserializer(new InternalMessageDeserializer(context.GetRequiredService<InternalWire>()));
        endpoint.AddDeserializer(new PackDeserializer());
        var filter = new UnpackFilter(
            context.GetRequiredService<IDurableStore>(), transport, defaultConcurrency, context.GetRequiredService<TimeProvider>(),
            context.GetRequiredService<ILogger<UnpackFilter>>());
        endpoint.ConfigureReceive(receive => receive.UseFilter(filter));
    }
}
