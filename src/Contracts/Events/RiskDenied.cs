namespace Bot3.Messaging.Contracts;

/// <summary>Risk says no, with every reason and not only the first.</summary>
public sealed record RiskDenied
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The stored decision.</summary>
    public required Guid DecisionId { get; init; }

    /// <summary>The version of the limits that the decision was made under; 0 where there were none.</summary>
    public required long LimitsVersion { get; init; }

    /// <summary>All reasons; at least one.</summary>
    public required IReadOnlyList<RefusalReason> Reasons { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}
