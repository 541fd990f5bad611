using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.ExchangeWorker.Attempts;

/// <summary>One attempt to place one slice of an order: stored before it is sent, and never sent twice.</summary>
internal sealed record Attempt
{
    public required string ClientOrderId { get; init; }

    public required Guid OrderId { get; init; }

    public required int Slice { get; init; }

    /// <summary>Counts the attempts at this slice, from 0.</summary>
    public required int Number { get; init; }

    public required string StrategyId { get; init; }

    public required string Account { get; init; }

    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    public required OrderSide Side { get; init; }

    public required OrderType Type { get; init; }

    public required decimal Quantity { get; init; }

    public decimal? LimitPrice { get; init; }

    public decimal? TriggerPrice { get; init; }

    public required TimeInForce TimeInForce { get; init; }

    public required Guid RiskDecisionId { get; init; }

    public required long LimitsVersion { get; init; }

    public required DateTimeOffset StoredAt { get; init; }

    public required AttemptState State { get; init; }

    /// <summary>
    /// Whether no other attempt at the slice may be made. Never set again once it is given up: should a "proven absent" order turn up
    /// after all, its facts are told although another attempt holds the slice by then.
    /// </summary>
    public required bool HoldsSlice { get; init; }

    public string? VenueOrderId { get; init; }

    /// <summary>When the venue took it; set means that the acceptance was told.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When it became final; set means that the end was told.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When the outcome became unknown; set means that the doubt was told.</summary>
    public DateTimeOffset? UnknownAt { get; init; }

    public string? ReasonCode { get; init; }

    public string? ReasonMessage { get; init; }

    public bool Retryable { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How the absence was proven.</summary>
    public string? Evidence { get; init; }

    /// <summary>Sum of the stored fills, base asset.</summary>
    public decimal FilledQuantity { get; init; }

    /// <summary>When to ask the venue next; null when there is nothing to ask.</summary>
    public DateTimeOffset? NextQueryAt { get; init; }

    /// <summary>Questions asked since the attempt came into doubt.</summary>
    public int QueryCount { get; init; }

    /// <summary>Spaced, definitive answers "not found"; failures of the network never count.</summary>
    public int NotFoundCount { get; init; }

    public DateTimeOffset? LastNotFoundAt { get; init; }

    public RefusalReason Reason => new() { Code = ReasonCode ?? "Unspecified", Message = ReasonMessage ?? "no reason was given" };

    public static Attempt For(PlaceOrder command, AttemptState state, DateTimeOffset now) => new()
    {
        ClientOrderId = command.ClientOrderId,
        OrderId = command.OrderId,
        Slice = command.Slice,
        Number = command.Attempt,
        StrategyId = command.StrategyId,
        Account = command.Account,
        Venue = command.Venue,
        Symbol = command.Symbol,
        Side = command.Side,
        Type = command.Type,
        Quantity = command.Quantity,
        LimitPrice = command.LimitPrice,
        TriggerPrice = command.TriggerPrice,
        TimeInForce = command.TimeInForce,
        RiskDecisionId = command.RiskDecisionId,
        LimitsVersion = command.LimitsVersion,
        StoredAt = now,
        State = state,
        HoldsSlice = state is not (AttemptState.NotSent or AttemptState.Absent),
    };
}
