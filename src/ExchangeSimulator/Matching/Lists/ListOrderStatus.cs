namespace Bot3.Messaging.ExchangeSimulator.Matching.Lists;

/// <summary>Field <c>L</c> of a list's event.</summary>
internal enum ListOrderStatus
{
    Executing,
    AllDone,
}
