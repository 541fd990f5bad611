namespace Bot3.Messaging.ExchangeSimulator.Faults;

/// <summary>How often things go wrong by themselves.</summary>
public enum FaultProfile
{
    /// <summary>Nothing goes wrong unless a rule is set.</summary>
    None,

    /// <summary>A bad day at the venue: about one signed call in ten is disturbed.</summary>
    Light,

    /// <summary>Far worse than any real day: about one signed call in three is disturbed.</summary>
    Heavy,
}
