namespace Bot3.Messaging.Domain.Orders;

/// <summary>What can happen to an order, as the transition table sees it.</summary>
public enum OrderEventKind
{
    /// <summary>The same order was submitted again (creating one is <c>Order.Create</c>, not an event).</summary>
    Submit,

    /// <summary>Our risk allows the order.</summary>
    RiskApproved,

    /// <summary>Our risk forbids the order.</summary>
    RiskDenied,

    /// <summary>The venue took the order.</summary>
    Accepted,

    /// <summary>The venue refused the order.</summary>
    Rejected,

    /// <summary>An attempt provably never reached the venue's engine.</summary>
    NotSent,

    /// <summary>An attempt may or may not have reached the venue's engine.</summary>
    OutcomeUnknown,

    /// <summary>A new trade that leaves something open.</summary>
    PartialFill,

    /// <summary>A new trade that completes the quantity.</summary>
    Fill,

    /// <summary>Somebody wants the order gone.</summary>
    CancelRequested,

    /// <summary>The venue says that it is cancelled.</summary>
    Cancelled,

    /// <summary>The venue refused a cancel.</summary>
    CancelRejected,

    /// <summary>Somebody wants another price or quantity.</summary>
    ModifyRequested,

    /// <summary>The venue changed price or quantity.</summary>
    Modified,

    /// <summary>The venue refused the change.</summary>
    ModifyRejected,

    /// <summary>The venue says that it has expired.</summary>
    Expired,

    /// <summary>Proof that the venue does not have the attempt.</summary>
    ProvenAbsent,

    /// <summary>The expiry that we keep (good till date) is reached.</summary>
    ExpiryReached,

    /// <summary>We stop trying; only where nothing can rest at the venue.</summary>
    GiveUp,

    /// <summary>A person closes the order, with a recorded reason.</summary>
    ClosedByPerson,

    /// <summary>The status has lasted longer than it should.</summary>
    DeadlineElapsed,
}
