namespace Bot3.Messaging.Hosting.Transport;

/// <summary>What a fault says about trying again.</summary>
public enum FaultKind
{
    /// <summary>Unknown cause: a few retries, then a dead letter.</summary>
    Ordinary,

    /// <summary>The database or the broker is away or overloaded: the message waits for it and is never dead-lettered.</summary>
    Outage,

    /// <summary>Trying again cannot help: a dead letter at once.</summary>
    Permanent,
}
