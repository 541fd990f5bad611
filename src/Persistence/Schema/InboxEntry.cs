namespace Bot3.Messaging.Persistence.Schema;

/// <summary>A row of <c>messaging.inbox</c>.</summary>
public sealed class InboxEntry
{
    /// <summary>Endpoint name.</summary>
    public string Consumer { get; set; } = "";

    /// <summary>Original message id.</summary>
    public Guid MessageId { get; set; }

    /// <summary>When the message was handled.</summary>
    public DateTimeOffset ReceivedAt { get; set; }
}
