using System.Text.Json;
using System.Text.Json.Serialization;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.OrderSaga.Audit;

/// <summary>An event as plain values, in the <c>data</c> column. Members may be added, never renamed: old rows must stay
/// readable.</summary>
internal sealed record AuditData
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public string Kind { get; init; } = "";

    public DateTimeOffset OccurredAt { get; init; }

    public SubmitOrder? Order { get; init; }

    public string? Reason { get; init; }

    public int? Attempt { get; init; }

    public string? VenueOrderId { get; init; }

    public string? TradeId { get; init; }

    public decimal? Price { get; init; }

    public decimal? Quantity { get; init; }

    public decimal? Fee { get; init; }

    public string? FeeAsset { get; init; }

    public string? Person { get; init; }

    public Guid? DecisionId { get; init; }

    public long? LimitsVersion { get; init; }

    public string? Venue { get; init; }

    public string? Evidence { get; init; }

    public static AuditData Parse(string json) =>
        JsonSerializer.Deserialize<AuditData>(json, Json) ?? throw new JsonException("The audit data is the JSON null.");

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static AuditData From(OrderEvent happened)
    {
        var data = new AuditData { Kind = happened.GetType().Name, OccurredAt = happened.OccurredAt };
        return happened switch
        {
            OrderEvent.RiskDenied e => data with { Reason = e.Reason },
            OrderEvent.Accepted e => data with { VenueOrderId = e.VenueOrderId.Value },
            OrderEvent.Rejected e => data with { Reason = e.Reason, Attempt = e.Attempt },
            OrderEvent.NotSent e => data with { Reason = e.Reason, Attempt = e.Attempt },
            OrderEvent.OutcomeUnknown e => data with { Reason = e.Cause, Attempt = e.Attempt },
            OrderEvent.ProvenAbsent e => data with { Attempt = e.Attempt },
            OrderEvent.FillReceived e => data with
            {
                TradeId = e.TradeId.Value, Price = e.Price.Value, Quantity = e.Quantity.Value, Fee = e.Fee,
                FeeAsset = e.FeeAsset?.Value, VenueOrderId = e.VenueOrderId?.Value,
            },
            OrderEvent.CancelRequested e => data with { Reason = e.Reason },
            OrderEvent.CancelRejected e => data with { Reason = e.Reason },
            OrderEvent.Cancelled e => data with { Quantity = e.CumulativeQuantity?.Value },
            OrderEvent.Expired e => data with { Quantity = e.CumulativeQuantity?.Value, Reason = e.Reason },
            OrderEvent.ModifyRequested e => data with { Quantity = e.Quantity?.Value, Price = e.LimitPrice?.Value },
            OrderEvent.Modified e => data with { Quantity = e.Quantity?.Value, Price = e.LimitPrice?.Value },
            OrderEvent.ModifyRejected e => data with { Reason = e.Reason },
            OrderEvent.GivenUp e => data with { Reason = e.Reason },
            OrderEvent.ClosedByPerson e => data with { Person = e.Person, Reason = e.Reason },
            _ => data,
        };
    }

    /// <summary>The event, or null for a row that is none of the domain's (the submission, an attempt sent, a stranger's cancel).</summary>
    public OrderEvent? ToEvent() => Kind switch
    {
        nameof(OrderEvent.Resubmitted) => new OrderEvent.Resubmitted(OccurredAt),
        nameof(OrderEvent.RiskApproved) => new OrderEvent.RiskApproved(OccurredAt),
        nameof(OrderEvent.RiskDenied) => new OrderEvent.RiskDenied(OccurredAt, Reason!),
        nameof(OrderEvent.Accepted) => new OrderEvent.Accepted(OccurredAt, Domain.Values.VenueOrderId.Create(VenueOrderId!)),
        nameof(OrderEvent.Rejected) => new OrderEvent.Rejected(OccurredAt, Reason!, Attempt),
        nameof(OrderEvent.NotSent) => new OrderEvent.NotSent(OccurredAt, Reason!, Attempt),
        nameof(OrderEvent.OutcomeUnknown) => new OrderEvent.OutcomeUnknown(OccurredAt, Reason!, Attempt),
        nameof(OrderEvent.ProvenAbsent) => new OrderEvent.ProvenAbsent(OccurredAt, Attempt),
        nameof(OrderEvent.FillReceived) => ToFill(),
        nameof(OrderEvent.CancelRequested) => new OrderEvent.CancelRequested(OccurredAt, Reason),
        nameof(OrderEvent.CancelRejected) => new OrderEvent.CancelRejected(OccurredAt, Reason!),
        nameof(OrderEvent.Cancelled) => new OrderEvent.Cancelled(OccurredAt, ToQuantity()),
        nameof(OrderEvent.Expired) => new OrderEvent.Expired(OccurredAt, ToQuantity(), Reason),
        nameof(OrderEvent.ModifyRequested) => new OrderEvent.ModifyRequested(OccurredAt, ToQuantity(), ToPrice()),
        nameof(OrderEvent.Modified) => new OrderEvent.Modified(OccurredAt, ToQuantity(), ToPrice()),
        nameof(OrderEvent.ModifyRejected) => new OrderEvent.ModifyRejected(OccurredAt, Reason!),
        nameof(OrderEvent.ExpiryReached) => new OrderEvent.ExpiryReached(OccurredAt),
        nameof(OrderEvent.GivenUp) => new OrderEvent.GivenUp(OccurredAt, Reason!),
        nameof(OrderEvent.ClosedByPerson) => new OrderEvent.ClosedByPerson(OccurredAt, Person!, Reason!),
        nameof(OrderEvent.DeadlineElapsed) => new OrderEvent.DeadlineElapsed(OccurredAt),
        _ => null,
    };

    private OrderEvent.FillReceived ToFill() => new(
        OccurredAt,
        Domain.Values.TradeId.Create(TradeId!),
        Domain.Values.Price.Create(Price!.Value),
        Domain.Values.Quantity.Create(Quantity!.Value),
        Fee ?? 0,
        FeeAsset is { } asset ? AssetCode.Create(asset) : null,
        VenueOrderId is { } venueOrderId ? Domain.Values.VenueOrderId.Create(venueOrderId) : null);

    private Quantity? ToQuantity() => Quantity is { } value ? Domain.Values.Quantity.Create(value) : null;

    private Price? ToPrice() => Price is { } value ? Domain.Values.Price.Create(value) : null;
}
