namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>When a message is due and how it is cancelled; carried on the send context.</summary>
internal sealed record OutboxSchedule(DateTimeOffset DueAt, Guid Token);
