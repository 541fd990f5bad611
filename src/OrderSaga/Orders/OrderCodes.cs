namespace Bot3.Messaging.OrderSaga.Orders;

/// <summary>Reason codes of the saga's own decisions. Stable: strategies may act on them.</summary>
public static class OrderCodes
{
    /// <summary>Every attempt that the configuration allows was made, and none reached the venue.</summary>
    public const string AttemptsExhausted = "AttemptsExhausted";

    /// <summary>The order is too old to be sent: a stale entry is never sent late.</summary>
    public const string EntryLifetimeOver = "EntryLifetimeOver";

    /// <summary>The attempt was not sent, and another one cannot succeed.</summary>
    public const string NotRetryable = "NotRetryable";

    /// <summary>The venue has been asked and provably never had the attempt.</summary>
    public const string ProvenAbsent = "ProvenAbsent";
}
