namespace Bot3.Messaging.ExchangeWorker.Commands;

/// <summary>Reasons of the worker's own, beside the codes of the venues.</summary>
internal static class RefusalCodes
{
    /// <summary>The command came after the time up to which it may be sent.</summary>
    public const string EntryTooOld = "EntryTooOld";

    /// <summary>The command names no stored risk decision.</summary>
    public const string RiskDecisionMissing = "RiskDecisionMissing";

    /// <summary>The client order id is not the one of this order, slice and attempt.</summary>
    public const string ClientOrderIdMismatch = "ClientOrderIdMismatch";

    /// <summary>The command came to the queue of another account or names another venue.</summary>
    public const string AccountMismatch = "AccountMismatch";

    /// <summary>Another attempt at the slice is not proven to be nowhere.</summary>
    public const string SliceHeld = "SliceHeld";

    /// <summary>The worker was stopped, or held up, between storing and sending.</summary>
    public const string NotSentInTime = "NotSentInTime";

    /// <summary>The worker died or failed between storing the attempt and its answer.</summary>
    public const string SendingInterrupted = "SendingInterrupted";

    /// <summary>No attempt is stored for what is to be cancelled.</summary>
    public const string AttemptUnknown = "AttemptUnknown";

    /// <summary>The venue says both that the order is not open, and that it is; or it does not know an order that it had.</summary>
    public const string OrderNotFound = "OrderNotFound";
}
