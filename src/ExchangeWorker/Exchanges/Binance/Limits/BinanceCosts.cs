namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Limits;

/// <summary>How urgent a request is: what is less urgent leaves a reserve for what is more.</summary>
internal enum BinanceUrgency
{
    /// <summary>Questions: may use four fifths of a window.</summary>
    Question,

    /// <summary>New orders: may use nine tenths.</summary>
    Order,

    /// <summary>Cancels, the clock, and the account's own connection: may use all of it.</summary>
    Cancel,
}

/// <summary>What requests cost in request weight (protocol §3). Calls by their REST verb and path, or their WebSocket API method.</summary>
internal static class BinanceCosts
{
    /// <summary>Opening a connection, logging on and subscribing.</summary>
    public const int Connect = 2 + SessionCall + SessionCall;

    /// <summary>A method of the session.</summary>
    public const int SessionCall = 2;

    /// <summary>Weight of a call. Orders and cancels cost it only when they are refused, which is charged then.</summary>
    /// <param name="call">The call.</param>
    public static int Weight(string call) => call switch
    {
        "GET time" => 1,
        "GET exchangeInfo" or "GET account" or "GET myTrades" => 20,
        "GET ticker/bookTicker" or "GET ticker/price" or "GET order" => 4,
        "GET openOrders" => 80,
        _ => 1,
    };

    /// <summary>Whether a call costs nothing when it succeeds.</summary>
    /// <param name="call">The call.</param>
    public static bool IsFreeOnSuccess(string call) => call is "POST order" or "DELETE order" or "order.place" or "order.cancel";

    /// <summary>How urgent a call is.</summary>
    /// <param name="call">The call.</param>
    public static BinanceUrgency Urgency(string call) => call switch
    {
        "POST order" or "order.place" => BinanceUrgency.Order,
        "DELETE order" or "order.cancel" or "GET time" => BinanceUrgency.Cancel,
        _ => BinanceUrgency.Question,
    };
}
