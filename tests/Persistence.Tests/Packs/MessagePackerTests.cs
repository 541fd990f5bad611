using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Packs;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Persistence.Tests.Packs;

public sealed class MessagePackerTests
{
    private static readonly DateTimeOffset Later = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static TheoryData<string> Singular => ["due", "life", "token", "key", "queue", "huge", "pack"];

    [Fact]
    public void Pack_GroupsByQueueAndKeepsTheOrder()
    {
        OutboxMessage[] sent = [To("a"), To("b"), To("a"), To("other"), To("b"), To("a")];
        var packed = Packer().Pack(sent);
        Assert.Equal(["exchange:a", "exchange:b", "exchange:other"], packed.Select(message => message.Destination.ToString()));
        Assert.Equal([sent[0], sent[2], sent[5]], Inner(packed[0], sent));
        Assert.Equal([sent[1], sent[4]], Inner(packed[1], sent));
        Assert.All(packed.Take(2), pack => Assert.True(pack is { Mandatory: true, ContentType: PackFormat.ContentType }));
        Assert.Same(sent[3], packed[2]);
        Assert.Equal(packed[0].MessageId, Packer().Pack(sent)[0].MessageId);
        Assert.NotEqual(packed[0].MessageId, packed[1].MessageId);
    }

    [Fact]
    public void Pack_OfOne_StaysPlain()
    {
        var message = To("a");
        Assert.Same(message, Assert.Single(Packer().Pack([message])));
    }

    [Theory]
    [MemberData(nameof(Singular))]
    public void Pack_LeavesOutWhatTheBrokerOrAPersonMustSee(string why)
    {
        var message = why switch
        {
            "due" => To("a") with { DueAt = Later },
            "life" => To("a") with { TimeToLive = TimeSpan.FromSeconds(1) },
            "token" => To("a") with { ScheduleToken = Guid.NewGuid() },
            "key" => To("a") with { RoutingKey = "k" },
            "queue" => To("foreign"),
            "huge" => To("a") with { Body = new byte[PackFormat.MaxBytes] },
            _ => To("a") with { ContentType = PackFormat.ContentType },
        };
        OutboxMessage[] sent = [message, message with { MessageId = Guid.NewGuid() }];
        Assert.Equal(sent, Packer().Pack(sent));
    }

    [Fact]
    public void Pack_ThatIsFull_IsFollowedByAnother()
    {
        var many = Enumerable.Range(0, (PackFormat.MaxMessages * 2) + 1).Select(_ => To("a")).ToArray();
        var packed = Packer().Pack(many);
        Assert.Equal(3, packed.Count);
        Assert.Equal(many, packed.SelectMany(pack => Inner(pack, many)));
        var big = Enumerable.Range(0, 5).Select(_ => To("a") with { Body = new byte[PackFormat.MaxBytes / 2 - 1_000] }).ToArray();
        Assert.Equal([2, 2, 1], Packer().Pack(big).Select(pack => Inner(pack, big).Count));
        Assert.All(Packer().Pack(big), pack => Assert.True(pack.Body.Length <= PackFormat.MaxBytes));
    }

    [Fact]
    public void Fact_WithQueues_BecomesOneMessageForEach()
    {
        var fact = To("type") with { Mandatory = false, Queues = ["a", "foreign"] };
        var packed = Packer().Pack([fact, To("a")]);
        Assert.Equal(["exchange:a", "exchange:foreign"], packed.Select(message => message.Destination.ToString()));
        Assert.Equal(PackFormat.ContentType, packed[0].ContentType);
        Assert.True(packed[1] is { Mandatory: true, Queues: null });
        Assert.Equal(fact.MessageId, packed[1].MessageId);
    }

    [Fact]
    public void Pack_WhenOff_ChangesNothing()
    {
        OutboxMessage[] sent = [To("a"), To("a")];
        Assert.Same(sent, Packer(packs: false).Pack(sent));
    }

    [Fact]
    public void Queues_WithAStar_StandForAllThatBeginSo()
    {
        var wire = new InternalWire([new InternalQueue("commands-", IsPrefix: true), new InternalQueue("a", IsPrefix: false)], [], []);
        Assert.True(wire.IsQueue("commands-main"));
        Assert.True(wire.IsQueue("a"));
        Assert.False(wire.IsQueue("ab"));
        Assert.False(wire.IsQueue("command"));
    }

    private static MessagePacker Packer(bool packs = true) => new(
        new InternalWire([new InternalQueue("a", IsPrefix: false), new InternalQueue("b", IsPrefix: false)], [], []),
        Options.Create(new OutboxOptions { Packs = packs }));

    private static IReadOnlyList<OutboxMessage> Inner(OutboxMessage pack, IReadOnlyList<OutboxMessage> sent) =>
        pack.ContentType != PackFormat.ContentType
            ? [pack]
            : [.. PackReader.Read(pack.Body).Select(inner => sent.Single(message => message.MessageId == inner.MessageId))];

    private static OutboxMessage To(string queue) => new()
    {
        MessageId = Guid.NewGuid(),
        Destination = new Uri("exchange:" + queue),
        Mandatory = true,
        ContentType = "application/json",
        Body = "{}"u8.ToArray(),
    };
}
