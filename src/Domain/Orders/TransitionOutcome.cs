namespace Bot3.Messaging.Domain.Orders;

/// <summary>The answer to an event: never silence.</summary>
public enum TransitionOutcome
{
    /// <summary>The event is news and has been taken in (the status may stay the same).</summary>
    Applied,

    /// <summary>The order already knows; nothing changes.</summary>
    Duplicate,

    /// <summary>True once, but overtaken by later events; nothing changes.</summary>
    Stale,

    /// <summary>Cannot happen in this status: nothing changes, but it must be counted, kept and shown.</summary>
    Violation,
}
