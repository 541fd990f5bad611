using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.Bot3.Commands.Bench.Load;

/// <summary>
/// A <see cref="SubmitOrder"/> in MassTransit's envelope as bytes, serialised once; per order only id and time are written over. What the
/// generator spends, the measured processes cannot.
/// </summary>
internal sealed class OrderTemplate
{
    private static readonly Guid Placeholder = Guid.Parse("ffffffff-ffff-7fff-bfff-ffffffffffff");
    private static readonly DateTimeOffset TimePlaceholder = new DateTimeOffset(2001, 2, 3, 4, 5, 6, TimeSpan.Zero).AddTicks(1_234_567);
    private const int TimeLength = 33;

    private readonly byte[] _body;
    private readonly int[] _ids;
    private readonly int[] _times;

    /// <summary>Serialises an order.</summary>
    /// <param name="order">The order; its id and time are replaced.</param>
    public OrderTemplate(SubmitOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var message = JsonOutput.Line(order with { OrderId = Placeholder, CreatedAt = TimePlaceholder });

        // The least that MassTransit reads as an envelope; the message's id is the order's, so that a second sending is a duplicate.
        var type = $"urn:message:{typeof(SubmitOrder).Namespace}:{nameof(SubmitOrder)}";
        _body = Encoding.UTF8.GetBytes($$"""{"messageId":"{{Placeholder:D}}","messageType":["{{type}}"],"message":{{message}}}""");
        _ids = [.. Find(Encoding.UTF8.GetBytes(Placeholder.ToString("D")))];
        _times = [.. Find(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(TimePlaceholder, JsonOutput.Options).Trim('"')))];
        if (_ids.Length != 2 || _times.Length != 1)
            throw new InvalidOperationException($"the order's body holds {_ids.Length} ids and {_times.Length} times");
    }

    /// <summary>The body for one order; valid until the next call.</summary>
    /// <param name="ids">The phase's ids.</param>
    /// <param name="number">The order's number.</param>
    /// <param name="createdAt">When the strategy made it.</param>
    public ReadOnlyMemory<byte> Write(BenchOrderIds ids, int number, DateTimeOffset createdAt)
    {
        ArgumentNullException.ThrowIfNull(ids);
        foreach (var at in _ids)
            ids.Write(number, _body.AsSpan(at));
        foreach (var at in _times)
            Utf8Formatter.TryFormat(createdAt, _body.AsSpan(at, TimeLength), out _, 'O');
        return _body;
    }

    private IEnumerable<int> Find(byte[] wanted)
    {
        for (var from = 0; ; from += wanted.Length)
        {
            var found = _body.AsSpan(from).IndexOf(wanted);
            if (found < 0)
                yield break;
            yield return from += found;
        }
    }
}
