using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Packs;
using CsCheck;

namespace Bot3.Messaging.Persistence.Tests.Packs;

public sealed class PackFormatTests
{
    private static readonly Gen<OutboxMessage> Messages =
        from id in Gen.Guid
        from correlation in Gen.Guid.Nullable()
        from type in OneOf("application/json", "text/plain", "")
        from names in OneOf("a", "Activity-Id", "ü€", "").HashSet[0, 4]
        from value in Gen.String[0, 200]
        from body in Gen.Byte.Array[0, 300]
        select new OutboxMessage
        {
            MessageId = id,
            CorrelationId = correlation,
            Destination = new Uri("exchange:q"),
            Mandatory = true,
            ContentType = type,
            Headers = names.ToDictionary(name => name, _ => Clean(value)),
            Body = body,
        };

    [Fact]
    public void Pack_ThereAndBack_IsTheSame() => Messages.List[1, PackFormat.MaxMessages].Sample(messages =>
    {
        var read = PackReader.Read(PackWriter.Write(messages));
        return read.Count == messages.Count && messages.Zip(read).All(pair =>
            pair.First.MessageId == pair.Second.MessageId
            && pair.First.CorrelationId == pair.Second.CorrelationId
            && pair.First.ContentType == pair.Second.ContentType
            && pair.First.Headers.OrderBy(h => h.Key, StringComparer.Ordinal)
                .SequenceEqual(pair.Second.Headers.OrderBy(h => h.Key, StringComparer.Ordinal))
            && pair.First.Body.Span.SequenceEqual(pair.Second.Body.Span));
    }, iter: 500);

    [Fact]
    public void Pack_CutAnywhere_IsMalformed() => Messages.List[1, 4].Sample(messages =>
    {
        var pack = PackWriter.Write(messages);
        for (var length = 0; length < pack.Length; length++)
            Assert.Throws<PackFormatException>(() => PackReader.Read(pack.AsMemory(0, length)));
    }, iter: 50);

    [Fact]
    public void Pack_WithAnyByteChanged_IsReadOrMalformedAndNothingElse() =>
        Gen.Select(Messages.List[1, 4], Gen.Int[0, 1_000_000], Gen.Byte).Sample((messages, place, change) =>
        {
            var pack = PackWriter.Write(messages);
            pack[place % pack.Length] ^= change;
            try
            {
                return PackReader.Read(pack).Count <= PackFormat.MaxMessages;
            }
            catch (PackFormatException)
            {
                return true;
            }
        }, iter: 2_000);

    [Fact]
    public void Pack_WithMoreBehindIt_IsMalformed()
    {
        byte[] pack = [.. PackWriter.Write([Messages.Single()]), 0];
        Assert.Throws<PackFormatException>(() => PackReader.Read(pack));
    }

    [Fact]
    public void Write_WithTooManyOrNoMessages_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => PackWriter.Write([]));
        Assert.Throws<ArgumentException>(() => PackWriter.Write([.. Enumerable.Repeat(Messages.Single(), PackFormat.MaxMessages + 1)]));
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    // Half a surrogate pair is no text.
    private static string Clean(string text) => string.Concat(text.Where(c => !char.IsSurrogate(c)));
}
