using Bot3.Messaging.Contracts;
using Bot3.Messaging.OrderSaga.StateMachines;
using Bot3.Messaging.Persistence.Consuming;
using Bot3.Messaging.Persistence.DeadLetters;
using Bot3.Messaging.Persistence.Outbox;
using MassTransit;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.OrderSaga.Intake;

/// <summary>What both intakes do with a body: pass it on, or refuse it and say so. A refusal is an answer, not a fault: the queue goes
/// on.</summary>
internal sealed class IntakeDesk(
    IMessageOutbox outbox, IDeadLetterLedger ledger, IOptions<IntakeOptions> options, TimeProvider time, ILogger<IntakeDesk> logger)
{
    /// <summary>Says whether the whole body may be read.</summary>
    public IntakeRefusal? CheckSize(RawBody raw) => raw.Length <= options.Value.BodyBytesMax
        ? null
        : JsonBody.Refuse(
            raw.Body,
            IntakeCodes.MalformedOrderTooLarge,
            $"The body has {raw.Length} bytes, the limit is {options.Value.BodyBytesMax}.");

    /// <summary>Passes a command on to the saga.</summary>
    /// <remarks>
    /// The saga knows an order that it has by its id and content, for ever. The message id only stands for this delivery: an id made of
    /// the content would let the inbox swallow a repetition, and its strategy would wait for an answer in vain.
    /// </remarks>
    public ValueTask PassAsync<T>(ConsumeContext<RawBody> context, T command, Guid orderId)
        where T : class =>
        outbox.SendAsync(
            context.GetDurableSession(),
            WireNames.OrderSagaQueue,
            command,
            DeterministicId.From("intake", typeof(T).Name, orderId.ToString("D"), context.MessageId!.Value.ToString("D")),
            orderId,
            dueAt: null,
            context.CancellationToken);

    /// <summary>Refuses a body: the strategy is told where it can be, and the body is kept either way.</summary>
    /// <param name="context">The delivery.</param>
    /// <param name="queue">The queue that it came from.</param>
    /// <param name="refusal">Why.</param>
    /// <param name="tell">Whether a denial of the order is the right word: not for a cancel, whose order may well live.</param>
    public async ValueTask RefuseAsync(ConsumeContext<RawBody> context, string queue, IntakeRefusal refusal, bool tell)
    {
        var session = context.GetDurableSession();
        OrderMetrics.BodyRefused(queue, refusal.Code);
        if (tell && refusal is { OrderId: { } orderId, StrategyId: { } strategyId })
        {
            var denied = new OrderStatusChanged
            {
                OrderId = orderId,
                StrategyId = strategyId,
                Account = refusal.Account ?? "",
                Symbol = refusal.Symbol ?? "",
                Sequence = 1,
                Status = OrderStatus.Denied,
                FilledQuantity = 0,
                RemainingQuantity = 0,
                Reasons = refusal.Reasons,
                OccurredAt = time.GetUtcNow(),
            };
            await outbox.PublishAsync(session, denied, Guid.CreateVersion7(time.GetUtcNow()), orderId, context.CancellationToken);
            Log.BodyDenied(logger, queue, refusal.Code, strategyId, orderId, refusal.Text);
        }
        else
        {
            Log.BodyKept(logger, queue, refusal.Code, refusal.Text);
        }

        // No message id: ours is made anew with every delivery, and the sender's may be anybody's. So the ledger knows the body by its bytes.
        var letter = new DeadLetter
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Endpoint = queue,
            ContentType = context.ReceiveContext.ContentType?.ToString(),
            MessageType = queue == WireNames.SubmitOrderIntakeQueue ? nameof(SubmitOrder) : nameof(CancelOrder),
            Body = context.Message.Body,
            Headers = StrayEvents.HeadersOf(context.ReceiveContext),
            Reason = $"{refusal.Code}: {refusal.Text}",
            ReceivedAt = time.GetUtcNow(),
        };
        await ledger.RecordAsync(session, letter, context.CancellationToken);
    }
}
