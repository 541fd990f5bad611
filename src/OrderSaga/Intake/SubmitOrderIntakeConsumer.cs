using Bot3.Messaging.Contracts;
using MassTransit;

namespace Bot3.Messaging.OrderSaga.Intake;

/// <summary>Takes plain JSON orders from strategies in any language.</summary>
internal sealed class SubmitOrderIntakeConsumer(IntakeDesk desk) : IConsumer<RawBody>
{
    /// <inheritdoc />
    public async Task Consume(ConsumeContext<RawBody> context)
    {
        var refusal = desk.CheckSize(context.Message);
        var order = default(SubmitOrder);
        if (refusal is null)
            (order, refusal) = SubmitOrderReader.Read(context.Message.Body);
        if (order is not null)
            await desk.PassAsync(context, order, order.OrderId);
        else
            await desk.RefuseAsync(context, WireNames.SubmitOrderIntakeQueue, refusal!, tell: true);
    }
}
