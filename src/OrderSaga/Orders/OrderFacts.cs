using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.OrderSaga.Orders;

/// <summary>What each message means to the domain.</summary>
internal static class OrderFacts
{
    /// <summary>Risk allows the order.</summary>
    public static OrderEvent From(RiskApproved fact) => new OrderEvent.RiskApproved(fact.OccurredAt);

    /// <summary>Risk forbids the order.</summary>
    public static OrderEvent From(RiskDenied fact) => new OrderEvent.RiskDenied(fact.OccurredAt, Text(fact.Reasons));

    /// <summary>The venue took the order.</summary>
    public static OrderEvent From(OrderAccepted fact) =>
        new OrderEvent.Accepted(fact.OccurredAt, VenueOrderId.Create(fact.VenueOrderId));

    /// <summary>The venue refused the order.</summary>
    public static OrderEvent From(OrderRejected fact) =>
        new OrderEvent.Rejected(fact.OccurredAt, Text([fact.Reason]), Attempt(fact.ClientOrderId));

    /// <summary>The attempt never reached the venue.</summary>
    public static OrderEvent From(OrderNotSent fact) =>
        new OrderEvent.NotSent(fact.OccurredAt, Text([fact.Reason]), Attempt(fact.ClientOrderId));

    /// <summary>Nobody knows whether the venue has the attempt.</summary>
    public static OrderEvent From(OrderOutcomeUnknown fact) =>
        new OrderEvent.OutcomeUnknown(fact.OccurredAt, Text([fact.Cause]), Attempt(fact.ClientOrderId));

    /// <summary>The attempt is proven not to be at the venue.</summary>
    public static OrderEvent From(OrderProvenAbsent fact) =>
        new OrderEvent.ProvenAbsent(fact.OccurredAt, Attempt(fact.ClientOrderId));

    /// <summary>One trade.</summary>
    public static OrderEvent From(OrderFilled fact) => new OrderEvent.FillReceived(
        fact.OccurredAt,
        TradeId.Create(fact.TradeId),
        Price.Create(fact.Price),
        Quantity.Create(fact.Quantity),
        fact.Fee,
        fact.FeeAsset is { } asset ? AssetCode.Create(asset) : null,
        VenueOrderId.Create(fact.VenueOrderId));

    /// <summary>The venue says that it is cancelled.</summary>
    public static OrderEvent From(OrderCancelled fact) =>
        new OrderEvent.Cancelled(fact.OccurredAt, Quantity.Create(fact.CumulativeQuantity));

    /// <summary>The venue says that it has expired.</summary>
    public static OrderEvent From(OrderExpired fact) =>
        new OrderEvent.Expired(fact.OccurredAt, Quantity.Create(fact.CumulativeQuantity), fact.Reason);

    /// <summary>The venue refused a cancel.</summary>
    public static OrderEvent From(OrderCancelRejected fact) => new OrderEvent.CancelRejected(fact.OccurredAt, Text([fact.Reason]));

    /// <summary>The strategy wants the order gone.</summary>
    public static OrderEvent From(CancelOrder command) => new OrderEvent.CancelRequested(command.RequestedAt, command.Reason);

    /// <summary>Reasons in one line: each code with its sentence.</summary>
    public static string Text(IReadOnlyList<RefusalReason> reasons) =>
        string.Join(" ", reasons.Select(reason => $"{reason.Code}: {reason.Message}"));

    // The wire counts attempts from 0, the domain from 1 (its 0 is "not approved yet").
    private static int? Attempt(string clientOrderId) =>
        ClientOrderId.TryParse(clientOrderId, out _, out _, out var attempt) ? attempt + 1 : null;
}
