namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Streaming;

/// <summary>What an event says of the stream itself.</summary>
internal enum StreamSignal
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary><c>eventStreamTerminated</c>: no more events come.</summary>
    Terminated,

    /// <summary><c>serverShutdown</c>: the connection ends soon, and another one should be opened.</summary>
    ShuttingDown,
}
