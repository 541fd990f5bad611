using System.Text.Json;
using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.OrderSaga.Intake;

/// <summary>Turns the plain JSON of a strategy into a <see cref="CancelOrder"/>, or says all that is wrong with it.</summary>
internal static class CancelOrderReader
{
    private static readonly string[] Known = ["orderId", "strategyId", "reason", "requestedAt"];

    /// <summary>Reads a body.</summary>
    /// <param name="body">The whole body.</param>
    /// <returns>The command, or the refusal: exactly one of them.</returns>
    public static (CancelOrder? Command, IntakeRefusal? Refusal) Read(ReadOnlyMemory<byte> body)
    {
        if (!JsonBody.TryParse(body, out var document, out var refusal))
            return (null, refusal);
        using (document)
            return Read(document.RootElement);
    }

    private static (CancelOrder? Command, IntakeRefusal? Refusal) Read(JsonElement root)
    {
        var fields = new FieldReader(root, Known);
        var orderId = fields.Uuid("orderId");
        var strategyId = fields.Identifier("strategyId");
        var reason = fields.OptionalText("reason", 256);
        var requestedAt = fields.Time("requestedAt", required: true);
        return fields.Violations.Count > 0
            ? (null, new IntakeRefusal { Reasons = fields.Violations, OrderId = orderId, StrategyId = strategyId })
            : (new CancelOrder { OrderId = orderId!.Value, StrategyId = strategyId!, Reason = reason, RequestedAt = requestedAt!.Value }, null);
    }
}
