namespace Bot3.Messaging.ExchangeSimulator.Limits;

/// <summary>The venue's request limits (PROTOCOL §8), reported in exchangeInfo.</summary>
public sealed record RateLimitOptions
{
    /// <summary>REQUEST_WEIGHT per minute and address, at least 1.</summary>
    public int RequestWeightPerMinute { get; init; } = 6_000;

    /// <summary>Unfilled orders per 10 seconds and account, at least 1.</summary>
    public int OrdersPer10Seconds { get; init; } = 100;

    /// <summary>Unfilled orders per day and account, at least 1.</summary>
    public int OrdersPerDay { get; init; } = 200_000;

    /// <summary>Attempts to connect a WebSocket per five minutes and address, at least 1.</summary>
    public int ConnectionsPer5Minutes { get; init; } = 300;

    /// <summary>Requests sent on into an exceeded limit before the address is banned (418), at least 1.</summary>
    public int RequestsBeforeBan { get; init; } = 50;

    /// <summary>How long a ban lasts, above zero. The live venue's shortest is two minutes.</summary>
    public TimeSpan Ban { get; init; } = TimeSpan.FromMinutes(2);
}
