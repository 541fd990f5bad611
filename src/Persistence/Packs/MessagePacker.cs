using System.Globalization;
using Bot3.Messaging.Persistence.Outbox;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Persistence.Packs;

/// <summary>
/// Turns the messages of one commit into what is stored and sent: internal facts become one message per queue, and messages for one
/// internal queue become one pack. Has no state and no side effects.
/// </summary>
internal sealed class MessagePacker(InternalWire wire, IOptions<OutboxOptions> options)
{
    // Ids, lengths and the like of one message; headers and body come on top.
    private const int Framing = 64;

    private const int QueuesMax = 1_000;
    private readonly BoundedMemo<string, Uri> _addresses = new(QueuesMax, queue => new Uri("exchange:" + queue));
    private readonly BoundedMemo<Uri, string> _names = new(QueuesMax, OutboxAddress.Name);

    public IReadOnlyList<OutboxMessage> Pack(IReadOnlyList<OutboxMessage> messages)
    {
        if (!options.Value.Packs || messages.Count == 0)
            return messages;
        var groups = new List<Group>(messages.Count);
        var open = new Dictionary<Uri, Group>();
        foreach (var message in messages.SelectMany(Route))
        {
            var size = Size(message);
            if (!MayBePacked(message) || size > PackFormat.MaxBytes)
            {
                groups.Add(new Group(message, size));
            }
            else if (open.TryGetValue(message.Destination, out var group) && group.TryAdd(message, size))
            {
                // The pack leaves in the place of its first message.
            }
            else
            {
                open[message.Destination] = group = new Group(message, size);
                groups.Add(group);
            }
        }

        return groups.ConvertAll(group => group.ToMessage());
    }

    private IEnumerable<OutboxMessage> Route(OutboxMessage message) => message.Queues is not { Count: > 0 } queues
        ? [message]
        : queues.Select(queue => message with { Destination = _addresses.Of(queue), Mandatory = true, RoutingKey = null, Queues = null });

    // What the broker has to see (a time to live, a routing key) or what somebody may still take back is not hidden in a pack.
    private bool MayBePacked(OutboxMessage message) =>
        message is { DueAt: null, TimeToLive: null, ScheduleToken: null, RoutingKey: null, Destination.Scheme: "exchange" }
        && message.ContentType != PackFormat.ContentType
        && message.Headers.Count <= PackFormat.MaxHeaders
        && wire.IsQueue(_names.Of(message.Destination));

    private static int Size(OutboxMessage message) =>
        Framing + message.Body.Length + message.Headers.Sum(header => header.Key.Length + header.Value.Length);

    private sealed class Group(OutboxMessage first, int size)
    {
        private readonly List<OutboxMessage> _messages = [first];
        private int _size = size;

        public bool TryAdd(OutboxMessage message, int added)
        {
            if (_messages.Count == PackFormat.MaxMessages || _size + added > PackFormat.MaxBytes)
                return false;
            _messages.Add(message);
            _size += added;
            return true;
        }

        public OutboxMessage ToMessage() => _messages.Count == 1
            ? _messages[0]
            : new OutboxMessage
            {
                MessageId = DeterministicId.From(
                    "pack", _messages[0].Destination.OriginalString, _messages[0].MessageId.ToString(), _messages[^1].MessageId.ToString(),
                    _messages.Count.ToString(CultureInfo.InvariantCulture)),
                Destination = _messages[0].Destination,
                Mandatory = true,
                ContentType = PackFormat.ContentType,
                Body = PackWriter.Write(_messages),
            };
    }
}
