namespace Bot3.Messaging.RiskWorker.Decisions;

/// <summary>A decision as stored: the answer, every reason, the limits version, and the inputs that it can be recomputed from.</summary>
public sealed record StoredDecision
{
    /// <summary>The decision's id; a function of the order id, so that an order has one decision.</summary>
    public required Guid DecisionId { get; init; }

    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The strategy.</summary>
    public required string StrategyId { get; init; }

    /// <summary>The pair as submitted.</summary>
    public required string Symbol { get; init; }

    /// <summary>The venue that the order was checked for; empty when the account is unknown.</summary>
    public required string Venue { get; init; }

    /// <summary>Whether the order may go to the venue.</summary>
    public required bool Approved { get; init; }

    /// <summary>The version of the limits; 0 where there were none.</summary>
    public required long LimitsVersion { get; init; }

    /// <summary>All reasons of a denial as JSON (a list of <see cref="Contracts.RefusalReason"/>); an empty list when approved.</summary>
    public required string ReasonsJson { get; init; }

    /// <summary>The request, limits and snapshot that were decided on, as JSON.</summary>
    public required string InputsJson { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset DecidedAt { get; init; }
}
