namespace Bot3.Messaging.Domain.Orders;

/// <summary>Where an order stands.</summary>
public enum OrderStatus
{
    /// <summary>Submitted to us; waiting for risk.</summary>
    Created,

    /// <summary>Approved; on its way to the venue, or about to be tried again.</summary>
    PendingSubmit,

    /// <summary>The venue has it; nothing filled yet.</summary>
    Submitted,

    /// <summary>The venue has it; part is filled.</summary>
    PartiallyFilled,

    /// <summary>The whole quantity is filled. Terminal.</summary>
    Filled,

    /// <summary>A cancel is wanted and not proven yet.</summary>
    PendingCancel,

    /// <summary>A change of price or quantity is wanted and not proven yet.</summary>
    PendingModify,

    /// <summary>Maybe at the venue: never sent again before the truth is known.</summary>
    Unknown,

    /// <summary>Gone from the venue, fills kept. Terminal.</summary>
    Cancelled,

    /// <summary>The venue said no. Terminal.</summary>
    Rejected,

    /// <summary>Our risk said no. Terminal.</summary>
    Denied,

    /// <summary>Its time ran out, fills kept. Terminal.</summary>
    Expired,

    /// <summary>We gave up, or a person closed it; always with an alert. Terminal.</summary>
    Failed,
}
