namespace Bot3.Messaging.Domain.Exchange;

/// <summary>What filters compare an order with; null or zero where nothing is known, which skips a check that cannot be made.</summary>
public readonly record struct MarketReference
{
    /// <summary>Nothing known: only the filters that need no market are checked.</summary>
    public static MarketReference None => default;

    /// <summary>The venue's reference price, else its average price; quote per base.</summary>
    public decimal? Price { get; init; }

    /// <summary>Open orders of the account on the symbol, trigger orders included.</summary>
    public int OpenOrders { get; init; }

    /// <summary>Open orders of the account on the symbol that wait for a trigger.</summary>
    public int OpenTriggerOrders { get; init; }

    /// <summary>Base asset of the account, free and locked.</summary>
    public decimal BaseBalance { get; init; }

    /// <summary>Base units of the account's open buy orders on the symbol.</summary>
    public decimal OpenBuyQuantity { get; init; }
}
