using System.Collections;
using System.Globalization;

namespace Bot3.Messaging.Hosting.Transport;

/// <summary>The log scope of one attempt to handle one message.</summary>
internal sealed class MessageScope : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly KeyValuePair<string, object?>[] _fields;

    public MessageScope(Guid? orderId, string messageType, Guid? messageId, int attempt, int redelivery)
    {
        _fields =
        [
            new("OrderId", orderId),
            new("MessageType", messageType),
            new("MessageId", messageId),
            new("Attempt", attempt),
            new("Redelivery", redelivery),
        ];
    }

    public int Count => _fields.Length;

    public KeyValuePair<string, object?> this[int index] => _fields[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, object?>>)_fields).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"order {_fields[0].Value} {_fields[1].Value} {_fields[2].Value} attempt {_fields[3].Value}");
}
