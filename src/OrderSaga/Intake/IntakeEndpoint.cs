using System.Net.Mime;
using Bot3.Messaging.Hosting.Transport;
using Bot3.Messaging.Persistence.Inbox;
using MassTransit;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace Bot3.Messaging.OrderSaga.Intake;

/// <summary>An endpoint for bodies from outside: bound to a fanout exchange that strategies publish to, no envelope, no trust.</summary>
internal static class IntakeEndpoint
{
    // What the envelope deserializer is registered for: an envelope is no order either, and must be refused with a reason like all else.
    private static readonly ContentType Envelope = new("application/vnd.masstransit+json");
    private static readonly ContentType Any = new("application/octet-stream");

    /// <summary>Turns an endpoint into an intake.</summary>
    public static void ApplyRawIntake(this IReceiveEndpointConfigurator endpoint, string exchange, IRegistrationContext context)
    {
        var limit = context.GetRequiredService<IOptions<IntakeOptions>>().Value.BodyBytesMax;
        endpoint.ConfigureConsumeTopology = false;
        endpoint.AddDeserializer(new RawBodyDeserializer(Envelope, limit));
        endpoint.AddDeserializer(new RawBodyDeserializer(Any, limit), isDefault: true);
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
            rabbit.Bind(exchange, bind => bind.ExchangeType = ExchangeType.Fanout);
        else if (endpoint is IInMemoryReceiveEndpointConfigurator memory)
            memory.Bind(exchange, MassTransit.Transports.Fabric.ExchangeType.FanOut);
        endpoint.UseDurableInbox(context);
    }
}

/// <summary>The endpoint of <see cref="SubmitOrderIntakeConsumer"/>.</summary>
internal sealed class SubmitOrderIntakeConsumerDefinition()
    : DurableConsumerDefinition<SubmitOrderIntakeConsumer>(Contracts.WireNames.SubmitOrderIntakeQueue)
{
    /// <inheritdoc />
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<SubmitOrderIntakeConsumer> consumerConfigurator,
        IRegistrationContext context) =>
        endpointConfigurator.ApplyRawIntake(Contracts.WireNames.SubmitOrderExchange, context);
}

/// <summary>The endpoint of <see cref="CancelOrderIntakeConsumer"/>.</summary>
internal sealed class CancelOrderIntakeConsumerDefinition()
    : DurableConsumerDefinition<CancelOrderIntakeConsumer>(Contracts.WireNames.CancelOrderIntakeQueue)
{
    /// <inheritdoc />
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<CancelOrderIntakeConsumer> consumerConfigurator,
        IRegistrationContext context) =>
        endpointConfigurator.ApplyRawIntake(Contracts.WireNames.CancelOrderExchange, context);
}
