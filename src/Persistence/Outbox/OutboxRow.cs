using Bot3.Messaging.Persistence.Outbox.Bundles;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>A stored message.</summary>
/// <param name="Id">Its key, time-ordered.</param>
/// <param name="Message">What goes out.</param>
/// <param name="Attempts">How often a sweeper has claimed it.</param>
/// <param name="CreatedAt">When the session that made it committed.</param>
internal sealed record OutboxRow(Guid Id, OutboxMessage Message, int Attempts, DateTimeOffset CreatedAt)
{
    /// <summary>What it is stored in, together with others; null when it has a row of its own.</summary>
    public OutboxBundle? Bundle { get; init; }

    /// <summary>Key of the row that holds it.</summary>
    public Guid StoredId => Bundle?.Id ?? Id;
}
