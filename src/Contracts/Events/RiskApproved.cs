namespace Bot3.Messaging.Contracts;

/// <summary>Risk allows the order and has reserved its exposure.</summary>
public sealed record RiskApproved
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The stored decision.</summary>
    public required Guid DecisionId { get; init; }

    /// <summary>The version of the limits that the decision was made under.</summary>
    public required long LimitsVersion { get; init; }

    /// <summary>The venue that the order was checked for.</summary>
    public required string Venue { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}
