using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Packs;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>The messages that one session has collected; safe for concurrent sends inside one consumer.</summary>
internal sealed class SessionOutbox
{
    private const int MaxConsumerLength = 128;
    private readonly Lock _gate = new();
    private readonly List<OutboxMessage> _messages = [];

    public static void Check(InboxKey key)
    {
        if (string.IsNullOrEmpty(key.Consumer) || key.Consumer.Length > MaxConsumerLength)
            throw new ArgumentException($"Consumer must have 1 to {MaxConsumerLength} characters, was \"{key.Consumer}\"", nameof(key));
        if (key.MessageId == Guid.Empty)
            throw new ArgumentException("MessageId must not be empty", nameof(key));
    }

    /// <summary>
    /// Messages that are due belong to the committing process for the grace period; later ones become available when due.
    /// </summary>
    public static DateTimeOffset AvailableAt(OutboxRow row, DateTimeOffset now, TimeSpan grace) =>
        row.Message.DueAt is { } due && due > now ? due : now + grace;

    /// <summary>The rows of one commit, those for one internal queue as one pack.</summary>
    public static List<OutboxRow> Rows(MessagePacker packer, IReadOnlyList<OutboxMessage> messages, DateTimeOffset now) =>
        [.. packer.Pack(messages).Select((message, place) => new OutboxRow(OutboxRowId.Create(now, place), message, 0, now))];

    public static void Dispatch(IReadOnlyList<OutboxRow> rows, DateTimeOffset now, IOutboxDispatcher dispatcher)
    {
        var due = rows.Where(row => row.Message.DueAt is null || row.Message.DueAt <= now).ToList();
        if (due.Count > 0)
            dispatcher.Dispatch(due);
        if (due.Count < rows.Count)
            dispatcher.Scheduled();
    }

    public void Add(OutboxMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        lock (_gate)
            _messages.Add(message);
    }

    public bool Remove(Guid token)
    {
        lock (_gate)
            return _messages.RemoveAll(message => message.ScheduleToken == token) > 0;
    }

    public List<OutboxMessage> ToList()
    {
        lock (_gate)
            return [.. _messages];
    }

    public List<OutboxRow> ToRows(MessagePacker packer, DateTimeOffset now)
    {
        lock (_gate)
            return Rows(packer, _messages, now);
    }
}
