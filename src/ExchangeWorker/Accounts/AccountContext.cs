using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.ExchangeWorker.Leases;
using Bot3.Messaging.ExchangeWorker.Reconciliation;

namespace Bot3.Messaging.ExchangeWorker.Accounts;

/// <summary>One account under one lease. A new lease makes a new context; what is left of the old one finds its token cancelled.</summary>
internal sealed class AccountContext(IExchangeGateway gateway, Lease lease, IReadOnlyList<string> symbols, CancellationToken leaseLost)
{
    public string Account => gateway.Account;

    public IExchangeGateway Gateway => gateway;

    public Lease Lease => lease;

    /// <summary>The pairs that the account is configured for.</summary>
    public IReadOnlyList<string> Symbols => symbols;

    /// <summary>Cancelled as soon as the lease may not be ours any more.</summary>
    public CancellationToken LeaseLost => leaseLost;

    public PlacementGate Gate { get; } = new();

    public OrderLanes Lanes { get; } = new();

    /// <summary>Checks balances against trades since this lease began.</summary>
    public BalanceAudit Audit { get; } = new();

    /// <summary>Differences known under this lease; null before the first reconciliation.</summary>
    public DifferenceBook? Differences { get; set; }
}
