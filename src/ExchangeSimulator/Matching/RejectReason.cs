namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>Field <c>r</c> of an execution report (PROTOCOL §10).</summary>
internal enum RejectReason
{
    None,
    InsufficientBalances,
    StopPriceWouldTriggerImmediately,
    WouldMatchImmediately,
    OcoBadPrices,
}
