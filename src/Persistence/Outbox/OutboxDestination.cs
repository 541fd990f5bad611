namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>What a destination's address says.</summary>
/// <param name="Portable">The address as it is stored.</param>
/// <param name="Name">Queue or exchange.</param>
/// <param name="IsTemporary">Whether it ends with its reader.</param>
internal sealed record OutboxDestination(Uri Portable, string Name, bool IsTemporary)
{
    // Messages go to the same few addresses. Replies have one of their own each, which more senders than this do not share.
    private const int EntriesMax = 1_000;

    /// <summary>Addresses taken apart.</summary>
    public static BoundedMemo<Uri, OutboxDestination> Memo() => new(
        EntriesMax,
        address => new OutboxDestination(OutboxAddress.ToPortable(address), OutboxAddress.Name(address), OutboxAddress.IsTemporary(address)));
}
