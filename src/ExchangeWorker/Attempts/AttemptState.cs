namespace Bot3.Messaging.ExchangeWorker.Attempts;

/// <summary>What is known of one attempt to place an order.</summary>
internal enum AttemptState
{
    /// <summary>Stored, and perhaps on its way; after a crash: perhaps at the venue.</summary>
    Sending,

    /// <summary>Nobody knows whether the venue has it; being found out.</summary>
    Unknown,

    /// <summary>The venue has it, and it is not over.</summary>
    Open,

    /// <summary>Executed whole.</summary>
    Filled,

    /// <summary>Cancelled; a part may be executed.</summary>
    Cancelled,

    /// <summary>Ended by the venue; a part may be executed.</summary>
    Expired,

    /// <summary>The venue refused it.</summary>
    Rejected,

    /// <summary>It provably never left.</summary>
    NotSent,

    /// <summary>It was in doubt, and is proven not to be at the venue.</summary>
    Absent,
}

internal static class AttemptStates
{
    /// <summary>Whether the venue may have the order without our knowing.</summary>
    public static bool IsInDoubt(this AttemptState state) => state is AttemptState.Sending or AttemptState.Unknown;

    /// <summary>Whether nothing more is expected; a late truth from the venue is applied all the same.</summary>
    public static bool IsFinal(this AttemptState state) => !state.IsInDoubt() && state != AttemptState.Open;

    /// <summary>Whether we said that the venue never took the order.</summary>
    public static bool DeniesVenueOrder(this AttemptState state) =>
        state is AttemptState.Rejected or AttemptState.NotSent or AttemptState.Absent;
}
