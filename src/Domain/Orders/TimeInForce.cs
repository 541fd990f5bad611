namespace Bot3.Messaging.Domain.Orders;

/// <summary>How long an order stays.</summary>
public enum TimeInForce
{
    /// <summary>Good till cancelled.</summary>
    Gtc,

    /// <summary>Immediate or cancel: the rest expires at once.</summary>
    Ioc,

    /// <summary>Fill or kill: all at once or nothing.</summary>
    Fok,

    /// <summary>Good till date; the expiry is kept by us, the venue sees GTC.</summary>
    Gtd,
}
