using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Orders;

/// <summary>Something that happened to an order; a closed set, one nested record per kind.</summary>
/// <param name="OccurredAt">When it happened, by the clock of the one who says so.</param>
public abstract record OrderEvent(DateTimeOffset OccurredAt)
{
    /// <summary>The same order was submitted again.</summary>
    public sealed record Resubmitted(DateTimeOffset OccurredAt) : OrderEvent(OccurredAt);

    /// <summary>Our risk allows the order.</summary>
    public sealed record RiskApproved(DateTimeOffset OccurredAt) : OrderEvent(OccurredAt);

    /// <summary>Our risk forbids the order.</summary>
    /// <param name="OccurredAt">When.</param>
    /// <param name="Reason">The first reason's code and the texts, for people.</param>
    public sealed record RiskDenied(DateTimeOffset OccurredAt, string Reason) : OrderEvent(OccurredAt);

    /// <summary>The venue took the order.</summary>
    public sealed record Accepted(DateTimeOffset OccurredAt, VenueOrderId VenueOrderId) : OrderEvent(OccurredAt);

    /// <summary>The venue refused the order.</summary>
    /// <param name="OccurredAt">When.</param>
    /// <param name="Reason">The venue's code and text.</param>
    /// <param name="Attempt">Which attempt was refused; null where the source does not know.</param>
    public sealed record Rejected(DateTimeOffset OccurredAt, string Reason, int? Attempt = null) : OrderEvent(OccurredAt);

    /// <summary>An attempt provably never reached the venue's engine.</summary>
    /// <param name="OccurredAt">When.</param>
    /// <param name="Reason">Why it was not sent.</param>
    /// <param name="Attempt">Which attempt; null where the source does not know.</param>
    public sealed record NotSent(DateTimeOffset OccurredAt, string Reason, int? Attempt = null) : OrderEvent(OccurredAt);

    /// <summary>An attempt may or may not have reached the venue's engine.</summary>
    /// <param name="OccurredAt">When.</param>
    /// <param name="Cause">What cut the answer off.</param>
    /// <param name="Attempt">Which attempt; null where the source does not know.</param>
    public sealed record OutcomeUnknown(DateTimeOffset OccurredAt, string Cause, int? Attempt = null) : OrderEvent(OccurredAt);

    /// <summary>One trade. Whether it is a partial or a completing fill, the order itself says.</summary>
    /// <param name="OccurredAt">The venue's time of the trade.</param>
    /// <param name="TradeId">The venue's number of the trade; counted once.</param>
    /// <param name="Price">What was paid per unit.</param>
    /// <param name="Quantity">Base units traded, above zero.</param>
    /// <param name="Fee">Fee in units of <paramref name="FeeAsset"/>; negative for a rebate.</param>
    /// <param name="FeeAsset">Null only when the fee is zero.</param>
    /// <param name="VenueOrderId">The venue's order number where known.</param>
    public sealed record FillReceived(
        DateTimeOffset OccurredAt,
        TradeId TradeId,
        Price Price,
        Quantity Quantity,
        decimal Fee,
        AssetCode? FeeAsset,
        VenueOrderId? VenueOrderId = null) : OrderEvent(OccurredAt);

    /// <summary>Somebody wants the order gone.</summary>
    public sealed record CancelRequested(DateTimeOffset OccurredAt, string? Reason = null) : OrderEvent(OccurredAt);

    /// <summary>The venue says that it is cancelled.</summary>
    /// <param name="OccurredAt">When.</param>
    /// <param name="CumulativeQuantity">Filled in all, by the venue; may be more than the fills seen here so far.</param>
    public sealed record Cancelled(DateTimeOffset OccurredAt, Quantity? CumulativeQuantity = null) : OrderEvent(OccurredAt);

    /// <summary>The venue refused a cancel.</summary>
    public sealed record CancelRejected(DateTimeOffset OccurredAt, string Reason) : OrderEvent(OccurredAt);

    /// <summary>Somebody wants another price or quantity; null leaves a field as it is.</summary>
    public sealed record ModifyRequested(DateTimeOffset OccurredAt, Quantity? Quantity, Price? LimitPrice) : OrderEvent(OccurredAt);

    /// <summary>The venue changed price or quantity; null means as before.</summary>
    public sealed record Modified(DateTimeOffset OccurredAt, Quantity? Quantity, Price? LimitPrice) : OrderEvent(OccurredAt);

    /// <summary>The venue refused the change.</summary>
    public sealed record ModifyRejected(DateTimeOffset OccurredAt, string Reason) : OrderEvent(OccurredAt);

    /// <summary>The venue says that it has expired.</summary>
    /// <param name="OccurredAt">When.</param>
    /// <param name="CumulativeQuantity">Filled in all, by the venue; may be more than the fills seen here so far.</param>
    /// <param name="Reason">The venue's expiry reason.</param>
    public sealed record Expired(DateTimeOffset OccurredAt, Quantity? CumulativeQuantity = null, string? Reason = null)
        : OrderEvent(OccurredAt);

    /// <summary>Proof that the venue does not have the attempt.</summary>
    /// <param name="OccurredAt">When it was proven.</param>
    /// <param name="Attempt">Which attempt; null where the source does not know.</param>
    public sealed record ProvenAbsent(DateTimeOffset OccurredAt, int? Attempt = null) : OrderEvent(OccurredAt);

    /// <summary>The expiry that we keep is reached.</summary>
    public sealed record ExpiryReached(DateTimeOffset OccurredAt) : OrderEvent(OccurredAt);

    /// <summary>We stop trying.</summary>
    public sealed record GivenUp(DateTimeOffset OccurredAt, string Reason) : OrderEvent(OccurredAt);

    /// <summary>A person closes the order.</summary>
    /// <param name="OccurredAt">When.</param>
    /// <param name="Person">Who.</param>
    /// <param name="Reason">Why; recorded for ever.</param>
    public sealed record ClosedByPerson(DateTimeOffset OccurredAt, string Person, string Reason) : OrderEvent(OccurredAt);

    /// <summary>The status has lasted longer than it should.</summary>
    public sealed record DeadlineElapsed(DateTimeOffset OccurredAt) : OrderEvent(OccurredAt);
}
