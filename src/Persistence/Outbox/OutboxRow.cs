namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>A stored message.</summary>
/// <param name="Id">Key of the row, time-ordered.</param>
/// <param name="Message">What goes out.</param>
/// <param name="Attempts">How often a sweeper has claimed it.</param>
/// <param name="CreatedAt">When the session that made it committed.</param>
internal sealed record OutboxRow(Guid Id, OutboxMessage Message, int Attempts, DateTimeOffset CreatedAt);
