using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Outbox.Bundles;
using Bot3.Messaging.Persistence.Packs;
using CsCheck;

namespace Bot3.Messaging.Persistence.Tests.Outbox;

public sealed class BundleFormatTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<OutboxRow> Rows =
        from id in Gen.Guid
        from correlation in Gen.Guid.Nullable()
        from exchange in OneOf("exchange:q", "exchange:bot3.order-status?type=topic", "queue:x")
        from mandatory in Gen.Bool
        from key in OneOf<string?>(null, "", "momentum", "ü€")
        from life in Gen.Int[0, int.MaxValue].Nullable()
        from names in OneOf("a", "MT-Activity-Id", "ü€").HashSet[0, 3]
        from body in Gen.Byte.Array[0, 300]
        select new OutboxRow(
            id,
            new OutboxMessage
            {
                MessageId = id,
                CorrelationId = correlation,
                Destination = new Uri(exchange),
                Mandatory = mandatory,
                ContentType = "application/json",
                RoutingKey = key,
                TimeToLive = life is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
                Headers = names.ToDictionary(name => name, name => name + "!"),
                Body = body,
            },
            0,
            Now);

    [Fact]
    public void Bundle_ThereAndBack_IsTheSame() => Rows.List[1, BundleFormat.MaxRows].Sample(rows =>
        Assert.Equal(rows.Select(Describe), BundleFormat.Read(BundleFormat.Write(rows), 3, Now).Select(Describe)), iter: 300);

    [Fact]
    public void Bundle_WhenRead_HasTheAttemptsAndTheTimeOfItsRow()
    {
        var read = Assert.Single(BundleFormat.Read(BundleFormat.Write([Rows.Single()]), 3, Now));
        Assert.Equal((3, Now), (read.Attempts, read.CreatedAt));
    }

    [Fact]
    public void Bundle_CutAnywhere_IsMalformed() => Rows.List[1, 3].Sample(rows =>
    {
        var bundle = BundleFormat.Write(rows);
        for (var length = 0; length < bundle.Length; length++)
            Assert.Throws<PackFormatException>(() => BundleFormat.Read(bundle.AsMemory(0, length), 0, Now));
    }, iter: 30);

    [Fact]
    public void Bundle_OfAnotherVersion_IsRefusedByName()
    {
        var bundle = BundleFormat.Write([Rows.Single()]);
        bundle[0] = 9;
        var refused = Assert.Throws<PackFormatException>(() => BundleFormat.Read(bundle, 0, Now));
        Assert.Contains("version 9", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(BundleFormat.MaxRows + 1)]
    public void Bundle_OfTooFewOrTooManyRows_IsNotWritten(int count) =>
        Assert.Throws<ArgumentException>(() => BundleFormat.Write([.. Enumerable.Repeat(Rows.Single(), count)]));

    [Fact]
    public void Commit_IsBundledWithoutWhatIsDueLaterOrMayBeTakenBack()
    {
        var rows = Numbered(6);
        rows[1] = rows[1] with { Message = rows[1].Message with { DueAt = Now.AddSeconds(1) } };
        rows[3] = rows[3] with { Message = rows[3].Message with { ScheduleToken = Guid.NewGuid() } };
        var bundled = OutboxBundler.Bundle(rows, Now);
        Assert.Equal(rows.Select(row => row.Id), bundled.Select(row => row.Id));
        Assert.Equal([true, false, true, false, true, true], bundled.Select(row => row.Bundle is not null));
        Assert.Equal(4, Assert.Single(bundled.Select(row => row.Bundle).OfType<OutboxBundle>().Distinct()).Rows);
    }

    [Fact]
    public void Commit_OfOneMessage_IsARowOfItsOwn() => Assert.Null(Assert.Single(OutboxBundler.Bundle(Numbered(1), Now)).Bundle);

    [Fact]
    public void Commit_BeyondTheBounds_IsSeveralBundles()
    {
        var many = OutboxBundler.Bundle(Numbered(BundleFormat.MaxRows + 2), Now);
        Assert.Equal([BundleFormat.MaxRows, 2], many.GroupBy(row => row.StoredId).Select(group => group.Count()));
        var large = Numbered(4).ConvertAll(row => row with { Message = row.Message with { Body = new byte[BundleFormat.MaxBytes / 2] } });
        Assert.Equal([2, 2], OutboxBundler.Bundle(large, Now).GroupBy(row => row.StoredId).Select(group => group.Count()));
    }

    [Fact]
    public void RowIds_OfOneCommit_AreInItsOrderAndAfterEarlierOnes()
    {
        var ids = Enumerable.Range(0, 300).Select(place => OutboxRowId.Create(Now, place)).ToList();
        Assert.Equal(ids.Order(), ids);
        Assert.True(OutboxRowId.Create(Now.AddMilliseconds(1), 0).CompareTo(ids[^1]) > 0);
        Assert.Equal(7, ids[0].Version);
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static List<OutboxRow> Numbered(int count) =>
        [.. Enumerable.Range(0, count).Select(place => Rows.Single() with { Id = OutboxRowId.Create(Now, place) })];

    private static string Describe(OutboxRow row)
    {
        var message = row.Message;
        var headers = message.Headers.OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => $"{header.Key}={header.Value}");
        return string.Join(
            '|', row.Id, message.MessageId, message.CorrelationId, message.Destination, message.Mandatory, message.ContentType,
            message.RoutingKey ?? "none", message.TimeToLive?.ToString() ?? "none", string.Join(',', headers),
            Convert.ToHexString(message.Body.Span));
    }
}
