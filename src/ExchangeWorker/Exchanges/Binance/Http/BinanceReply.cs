namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;

/// <summary>What kept a request from an HTTP answer.</summary>
internal enum BinanceFailure
{
    /// <summary>Nothing: there is an HTTP answer.</summary>
    None,

    /// <summary>Held back by us: the venue told us to wait.</summary>
    HeldBack,

    /// <summary>No connection (refused, no such host, TLS); nothing was sent.</summary>
    NotConnected,

    /// <summary>Time was up before anything was sent.</summary>
    TimedOutBeforeSending,

    /// <summary>Time was up after the request may have left.</summary>
    TimedOut,

    /// <summary>The connection broke after the request may have left.</summary>
    Broken,

    /// <summary>The caller gave up after the request may have left.</summary>
    Abandoned,

    /// <summary>An answer with status 200 that nobody can read.</summary>
    Unreadable,
}

/// <summary>What came back for a request: an HTTP answer, or why there is none.</summary>
internal sealed record BinanceReply
{
    /// <summary>What kept the request from an answer.</summary>
    public BinanceFailure Failure { get; init; }

    /// <summary>HTTP status; 0 without an answer.</summary>
    public int Status { get; init; }

    /// <summary>The venue's error code, if the body holds one.</summary>
    public int? Code { get; init; }

    /// <summary>The venue's error text, or what failed.</summary>
    public string Text { get; init; } = "";

    /// <summary>The body of a good answer.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>How long the venue wants us to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the venue did what was asked, by its HTTP status.</summary>
    public bool Succeeded => Failure == BinanceFailure.None && Status is >= 200 and < 300;
}
