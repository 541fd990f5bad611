using Bot3.Messaging.Contracts;
using MassTransit;

namespace Bot3.Messaging.OrderSaga.StateMachines;

/// <summary>The saga's endpoint. Retry, quorum queue and log scope come with every endpoint; inbox and outbox with the
/// repository.</summary>
internal sealed class OrderStateDefinition : SagaDefinition<OrderState>
{
    public OrderStateDefinition() => EndpointName = WireNames.OrderSagaQueue;
}
