namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>What happens when two orders of one account, or of one trade group, would trade (PROTOCOL §4.1).</summary>
public enum SelfTradePrevention
{
    /// <summary>They trade.</summary>
    None,

    /// <summary>The taker's rest expires.</summary>
    ExpireTaker,

    /// <summary>The maker's rest expires.</summary>
    ExpireMaker,

    /// <summary>Both rests expire.</summary>
    ExpireBoth,

    /// <summary>Both lose the quantity that would have traded; what then has nothing left expires.</summary>
    Decrement,

    /// <summary>As <see cref="Decrement"/>, and between two accounts of a trade group the amounts change hands.</summary>
    Transfer,
}
