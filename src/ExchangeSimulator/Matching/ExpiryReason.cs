namespace Bot3.Messaging.ExchangeSimulator.Matching;

internal enum ExpiryReason
{
    /// <summary>A triggered order was refused when it went live: funds.</summary>
    Rejected,
    UnfilledIocQuantityExpired,
    UnfilledFokOrderExpired,
    InsufficientLiquidity,
}
