using System.Text.Json;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.OrderSaga.Intake;

/// <summary>
/// Turns the plain JSON of a strategy into a <see cref="SubmitOrder"/>, or says all that is wrong with it. Form only: whether the order is
/// wise (stop-loss present, size, price) is risk's to say.
/// </summary>
internal static class SubmitOrderReader
{
    private const string AboveZero = "a number above 0 with at most 28 significant digits and 18 decimals";

    private static readonly string[] Known =
    [
        "orderId", "strategyId", "signalId", "signalConfidence", "account", "venues", "symbol", "side", "type", "quantity", "limitPrice",
        "triggerPrice", "stopLoss", "takeProfit", "timeInForce", "expiresAt", "createdAt",
    ];

    /// <summary>Reads a body.</summary>
    /// <param name="body">The whole body.</param>
    /// <returns>The order, or the refusal: exactly one of them.</returns>
    public static (SubmitOrder? Order, IntakeRefusal? Refusal) Read(ReadOnlyMemory<byte> body)
    {
        if (!JsonBody.TryParse(body, out var document, out var refusal))
            return (null, refusal);
        using (document)
            return Read(document.RootElement);
    }

    private static (SubmitOrder? Order, IntakeRefusal? Refusal) Read(JsonElement root)
    {
        var fields = new FieldReader(root, Known);
        var orderId = fields.Uuid("orderId");
        var strategyId = fields.Identifier("strategyId");
        var signalId = fields.OptionalText("signalId", 64);
        var confidence = fields.Number("signalConfidence", required: false, number => number is >= 0 and <= 1, "a number from 0 to 1");
        var account = fields.Identifier("account");
        var venues = fields.Identifiers("venues", 8);
        var symbol = fields.Text("symbol", text => Symbol.TryParse(text, out _, out _), "a pair as BASE/QUOTE such as BTC/USDT");
        var side = fields.Choice<OrderSide>("side", required: true);
        var type = fields.Choice<OrderType>("type", required: true);
        var quantity = fields.Number("quantity", required: true, IsQuantity, AboveZero);
        var limitPrice = fields.Number("limitPrice", required: false, IsPrice, AboveZero);
        var triggerPrice = fields.Number("triggerPrice", required: false, IsPrice, AboveZero);
        var stopLoss = fields.Number("stopLoss", required: false, IsPrice, AboveZero);
        var takeProfit = fields.Number("takeProfit", required: false, IsPrice, AboveZero);
        var timeInForce = fields.Choice<TimeInForce>("timeInForce", required: false) ?? TimeInForce.Gtc;
        var expiresAt = fields.Time("expiresAt", required: false);
        var createdAt = fields.Time("createdAt", required: true);
        if (fields.Violations.Count == 0)
            CheckTogether(fields, type!.Value, limitPrice, triggerPrice, timeInForce, expiresAt);
        if (fields.Violations.Count > 0)
        {
            return (null, new IntakeRefusal
            {
                Reasons = fields.Violations, OrderId = orderId, StrategyId = strategyId, Account = account, Symbol = symbol,
            });
        }

        return (new SubmitOrder
        {
            OrderId = orderId!.Value, StrategyId = strategyId!, SignalId = signalId, SignalConfidence = confidence, Account = account!,
            Venues = venues, Symbol = symbol!, Side = side!.Value, Type = type!.Value, Quantity = quantity!.Value, LimitPrice = limitPrice,
            TriggerPrice = triggerPrice, StopLoss = stopLoss, TakeProfit = takeProfit, TimeInForce = timeInForce, ExpiresAt = expiresAt,
            CreatedAt = createdAt!.Value,
        }, null);
    }

    private static void CheckTogether(
        FieldReader fields, OrderType type, decimal? limitPrice, decimal? triggerPrice, TimeInForce timeInForce, DateTimeOffset? expiresAt)
    {
        var isLimit = type is OrderType.Limit or OrderType.LimitMaker or OrderType.StopLossLimit or OrderType.TakeProfitLimit;
        var isTriggered = type is OrderType.StopLoss or OrderType.StopLossLimit or OrderType.TakeProfit or OrderType.TakeProfitLimit;
        Check("limitPrice", limitPrice is not null, isLimit, $"type {type}");
        Check("triggerPrice", triggerPrice is not null, isTriggered, $"type {type}");
        Check("expiresAt", expiresAt is not null, timeInForce == TimeInForce.Gtd, $"timeInForce {timeInForce}");

        void Check(string name, bool given, bool wanted, string with)
        {
            if (wanted && !given)
                fields.Violate(IntakeCodes.MalformedOrderFieldMissing, $"Field '{name}' is required with {with}.");
            else if (given && !wanted)
                fields.Violate(IntakeCodes.MalformedOrderFieldInvalid, $"Field '{name}' is not allowed with {with}.");
        }
    }

    private static bool IsQuantity(decimal number) => number > 0 && Quantity.TryCreate(number, out _, out _);

    private static bool IsPrice(decimal number) => number > 0 && Price.TryCreate(number, out _, out _);
}
