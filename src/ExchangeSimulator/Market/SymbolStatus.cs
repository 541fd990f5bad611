namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>What a symbol's market is open for.</summary>
public enum SymbolStatus
{
    /// <summary>Orders are taken and matched.</summary>
    Trading,

    /// <summary>No new orders; open ones may be cancelled.</summary>
    Halt,

    /// <summary>No new orders until the market opens again; open ones may be cancelled.</summary>
    Break,

    /// <summary>No new orders and no matching, cancels only (PROTOCOL §0, 2026-07-07).</summary>
    CancelOnly,
}
