namespace Bot3.Messaging.Domain.Exchange;

/// <summary>Whether a venue trades a symbol now.</summary>
public enum SymbolStatus
{
    /// <summary>Orders are taken.</summary>
    Trading,

    /// <summary>The symbol is known; orders are not taken now (halt, break, auction).</summary>
    NotTrading,
}
