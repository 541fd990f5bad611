using Bot3.Messaging.Persistence.Sessions;
using MassTransit;

namespace Bot3.Messaging.Persistence.Consuming;

/// <summary>Reaches the unit of work from a consumer or a saga activity.</summary>
public static class ConsumeContextDurableSession
{
    /// <summary>Returns the unit of work that the present message is handled in, so that further rows join its transaction.</summary>
    /// <param name="context">The consume context, or a saga's behaviour context.</param>
    /// <returns>The session; committed by the pipeline after the handler, never by the handler.</returns>
    /// <exception cref="InvalidOperationException">The endpoint has neither a durable saga nor <c>UseDurableInbox</c>.</exception>
    public static IDurableSession GetDurableSession(this PipeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.TryGetPayload<IDurableSession>(out var session)
            ? session
            : throw new InvalidOperationException(
                "the message is not handled in a durable session: configure DurableRepository (saga) or UseDurableInbox (endpoint)");
    }
}
