using System.Globalization;
using Bot3.Messaging.Persistence.Outbox;
using MassTransit;

namespace Bot3.Messaging.Persistence.Inbox;

/// <summary>What the inbox remembers a delivery by.</summary>
public static class InboxIdentity
{
    /// <summary>
    /// Returns the original message id, or for a redelivered copy an id made of that and the number of the redelivery: each round is
    /// handled once, and a second copy of the same round is recognised although it carries a message id of its own.
    /// </summary>
    /// <param name="context">The delivery.</param>
    /// <returns>The same id for the same round of the same message.</returns>
    /// <exception cref="MessageException">The message has no id.</exception>
    public static Guid Of(ConsumeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var original = context.GetOriginalMessageId()
            ?? throw new MessageException(typeof(object), "MessageId is required: without it a second delivery cannot be recognised");
        return OfRound(original, context.GetRedeliveryCount());
    }

    /// <summary>The inbox entry of a delivery: its id, and the queue that it came by.</summary>
    /// <param name="context">The delivery.</param>
    /// <exception cref="MessageException">The message has no id.</exception>
    public static InboxKey KeyOf(ConsumeContext context) => new(Of(context), OutboxAddress.Name(context.ReceiveContext.InputAddress));

    /// <summary>The id of one round: 0 is the original, 1 the first redelivery.</summary>
    internal static Guid OfRound(Guid original, int round) => round <= 0
        ? original
        : DeterministicId.From("redelivery", original.ToString("D"), round.ToString(CultureInfo.InvariantCulture));
}
