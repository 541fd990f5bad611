using Bot3.Messaging.Persistence.Consuming;
using Bot3.Messaging.Persistence.Sessions;
using MassTransit;

namespace Bot3.Messaging.OrderSaga.StateMachines;

/// <summary>The message at hand and the unit of work that it is handled in.</summary>
/// <param name="Session">The unit of work.</param>
/// <param name="MessageId">The message's id.</param>
/// <param name="Token">Ends the handling.</param>
internal readonly record struct Handling(IDurableSession Session, Guid? MessageId, CancellationToken Token)
{
    /// <summary>Of a consume context or a behaviour context.</summary>
    public static Handling Of(ConsumeContext context) => new(context.GetDurableSession(), context.MessageId, context.CancellationToken);
}
