namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance;

/// <summary>What may follow an answer, or the lack of one.</summary>
internal enum BinanceRetry
{
    /// <summary>Nothing: it is done, or the same request will be refused again.</summary>
    None,

    /// <summary>Never the same request: the venue is asked what became of it. Questions and cancels may be repeated.</summary>
    AskFirst,

    /// <summary>The same request after the wait that the venue named, or a short one.</summary>
    AfterWait,

    /// <summary>New orders after the wait; cancels and questions at once.</summary>
    OrdersAfterWait,

    /// <summary>Once more, with the clock measured anew.</summary>
    ClockFirst,

    /// <summary>The venue's rules are read again; only the strategy may price or size the order anew.</summary>
    RulesFirst,

    /// <summary>A person must look at the key; new orders with it wait.</summary>
    KeyFirst,

    /// <summary>An earlier attempt is open at the venue: it is asked for, and adopted.</summary>
    Adopt,

    /// <summary>On another connection.</summary>
    Reconnect,
}
