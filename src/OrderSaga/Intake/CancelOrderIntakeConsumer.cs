using Bot3.Messaging.Contracts;
using MassTransit;

namespace Bot3.Messaging.OrderSaga.Intake;

/// <summary>Takes plain JSON cancels from strategies in any language.</summary>
internal sealed class CancelOrderIntakeConsumer(IntakeDesk desk) : IConsumer<RawBody>
{
    /// <inheritdoc />
    public async Task Consume(ConsumeContext<RawBody> context)
    {
        var refusal = desk.CheckSize(context.Message);
        var command = default(CancelOrder);
        if (refusal is null)
            (command, refusal) = CancelOrderReader.Read(context.Message.Body);
        if (command is not null)
            await desk.PassAsync(context, command, command.OrderId);
        else
            await desk.RefuseAsync(context, WireNames.CancelOrderIntakeQueue, refusal!, tell: false);
    }
}
