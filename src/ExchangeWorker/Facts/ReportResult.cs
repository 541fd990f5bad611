namespace Bot3.Messaging.ExchangeWorker.Facts;

/// <summary>What became of a report of a venue.</summary>
internal enum ReportResult
{
    /// <summary>All that it says is stored and told.</summary>
    Applied,

    /// <summary>The venue executed more than the trades known: the order's trades must be fetched before its end is told.</summary>
    TradesMissing,

    /// <summary>No attempt of ours has this id.</summary>
    NoAttempt,
}
