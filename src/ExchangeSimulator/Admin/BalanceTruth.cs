namespace Bot3.Messaging.ExchangeSimulator.Admin;

/// <summary>What a client account holds of an asset.</summary>
/// <param name="Account">Account name.</param>
/// <param name="Asset">Asset.</param>
/// <param name="Free">Not bound by open orders.</param>
/// <param name="Locked">Bound by open orders.</param>
public sealed record BalanceTruth(string Account, string Asset, decimal Free, decimal Locked);
