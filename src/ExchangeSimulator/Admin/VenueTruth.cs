using System.Collections.Immutable;

namespace Bot3.Messaging.ExchangeSimulator.Admin;

/// <summary>What really happened at the venue, whatever its clients were told.</summary>
/// <param name="Orders">Every order of the client accounts, oldest first.</param>
/// <param name="Fills">Every fill of the client accounts, oldest first.</param>
/// <param name="Balances">Balances of the client accounts now.</param>
public sealed record VenueTruth(
    ImmutableArray<OrderTruth> Orders,
    ImmutableArray<FillTruth> Fills,
    ImmutableArray<BalanceTruth> Balances);
