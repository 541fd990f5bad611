namespace Bot3.Messaging.ExchangeSimulator.Matching;

internal enum ExecutionType
{
    New,
    Trade,
    Canceled,

    /// <summary>Amended.</summary>
    Replaced,
    Expired,
    TradePrevention,
}
