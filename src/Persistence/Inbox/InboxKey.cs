namespace Bot3.Messaging.Persistence.Inbox;

/// <summary>What makes a delivery "the same" for one consumer.</summary>
/// <param name="MessageId">The original message id; redeliveries and retries keep it.</param>
/// <param name="Consumer">The endpoint (queue) name, at most 128 characters.</param>
public readonly record struct InboxKey(Guid MessageId, string Consumer);
