namespace Bot3.Messaging.Bot3.Environment;

/// <summary>The workers of a local system; each runs as a process of its own, in any number.</summary>
public enum WorkerKind
{
    /// <summary>Decides orders, keeps reservations and positions.</summary>
    Risk,

    /// <summary>Executes at the venue.</summary>
    Exchange,

    /// <summary>Owns the orders' statuses.</summary>
    Saga,
}
