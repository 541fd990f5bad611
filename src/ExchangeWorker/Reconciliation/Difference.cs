namespace Bot3.Messaging.ExchangeWorker.Reconciliation;

/// <summary>Something in which our word and the venue's differ.</summary>
/// <param name="Kind">One of <see cref="DifferenceKinds"/>.</param>
/// <param name="Subject">What it is about, for example a client order id or an asset; the same difference has the same one.</param>
/// <param name="Text">For people.</param>
internal sealed record Difference(string Kind, string Subject, string Text);

/// <summary>Kinds of differences, fit for a metric's tag.</summary>
internal static class DifferenceKinds
{
    /// <summary>Open at the venue under an id of ours, and not stored here.</summary>
    public const string OrphanOrder = "orphan_order";

    /// <summary>Open here, and neither open at the venue nor known to it as ended.</summary>
    public const string MissingOrder = "missing_order";

    /// <summary>Sent, and nobody knows yet whether it arrived.</summary>
    public const string InDoubt = "in_doubt";

    /// <summary>The balance is not what it was before, changed by the trades since.</summary>
    public const string Balance = "balance";
}
