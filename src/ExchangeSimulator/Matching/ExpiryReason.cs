namespace Bot3.Messaging.ExchangeSimulator.Matching;

internal enum ExpiryReason
{
    /// <summary>A triggered or pending order was refused when it went live: funds, filters, or the market has moved past it.</summary>
    Rejected,

    /// <summary>The other leg of the pair went to work or was refused.</summary>
    OcoTrigger,

    /// <summary>The working order of the list closed without being filled.</summary>
    OtoPhaseOneExpired,
    UnfilledIocQuantityExpired,
    UnfilledFokOrderExpired,
    InsufficientLiquidity,
}
