using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Outbox.Broker;
using MassTransit;

namespace Bot3.Messaging.Persistence.Tests.Outbox;

/// <summary>The book of confirms: what the broker may say, in any order.</summary>
public sealed class ConfirmLedgerTests
{
    [Fact]
    public async Task Acknowledge_Multiple_CompletesEverythingUpToTheNumber()
    {
        var ledger = new ConfirmLedger();
        var sent = Add(ledger, 4);
        ledger.Acknowledge(2, multiple: false);
        Assert.Equal([false, true, false, false], sent.Select(publish => publish.Completion.IsCompleted));
        ledger.Acknowledge(3, multiple: true);
        Assert.Equal([true, true, true, false], sent.Select(publish => publish.Completion.IsCompletedSuccessfully));
        var empty = ledger.WhenEmptyAsync();
        Assert.False(empty.IsCompleted);
        ledger.Acknowledge(4, multiple: false);
        await empty;
        Assert.Equal(0, ledger.Count);
    }

    [Fact]
    public async Task Refuse_FailsOnlyWhatItNames()
    {
        var ledger = new ConfirmLedger();
        var sent = Add(ledger, 3);
        ledger.Refuse(2, multiple: false);
        ledger.Acknowledge(3, multiple: true);
        Assert.True(sent[0].Completion.IsCompletedSuccessfully);
        Assert.True(sent[2].Completion.IsCompletedSuccessfully);
        await Assert.ThrowsAsync<TransportException>(() => sent[1].Completion);
    }

    [Fact]
    public async Task Return_FailsTheOldestMatchWithTheAcknowledgementThatFollows()
    {
        var ledger = new ConfirmLedger();
        var message = Message();
        var first = new PendingPublish(message, null, 0) { Exchange = "a" };
        var second = new PendingPublish(message, null, 0) { Exchange = "a" };
        Assert.True(ledger.TryAdd(first) && ledger.TryAdd(second));
        ledger.Return(message.MessageId.ToString(), "b", "", "312 NO_ROUTE");
        ledger.Return(message.MessageId.ToString(), "a", "", "312 NO_ROUTE");
        Assert.False(first.Completion.IsCompleted);
        ledger.Acknowledge(2, multiple: true);
        await Assert.ThrowsAsync<MessageReturnedException>(() => first.Completion);
        Assert.True(second.Completion.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Close_FailsEverythingInOrderAndTakesNoMore()
    {
        var ledger = new ConfirmLedger();
        var order = new List<int>();
        var sent = Add(ledger, 3);
        var noting = sent.Select((publish, index) => NoteAsync(publish, index)).ToList();
        ledger.Close(new OutboxBrokenException("gone"));
        await Task.WhenAll(noting);
        Assert.Equal([0, 1, 2], order);
        Assert.False(ledger.TryAdd(new PendingPublish(Message(), null, 0)));

        async Task NoteAsync(PendingPublish publish, int index)
        {
            await Assert.ThrowsAsync<OutboxBrokenException>(() => publish.Completion);
            order.Add(index);
        }
    }

    [Fact]
    public async Task Expire_FailsWhatIsOlderAndIgnoresItsLateAcknowledgement()
    {
        var ledger = new ConfirmLedger();
        var old = new PendingPublish(Message(), null, acceptedAt: 1);
        var young = new PendingPublish(Message(), null, acceptedAt: 5);
        Assert.True(ledger.TryAdd(old) && ledger.TryAdd(young));
        Assert.Equal(1, ledger.Expire(5, new TimeoutException()));
        await Assert.ThrowsAsync<TimeoutException>(() => old.Completion);
        ledger.Acknowledge(1, multiple: false);
        ledger.Acknowledge(2, multiple: false);
        Assert.True(young.Completion.IsCompletedSuccessfully);
    }

    private static List<PendingPublish> Add(ConfirmLedger ledger, int count)
    {
        var sent = Enumerable.Range(0, count).Select(_ => new PendingPublish(Message(), null, 0)).ToList();
        Assert.All(sent, publish => Assert.True(ledger.TryAdd(publish)));
        return sent;
    }

    private static OutboxMessage Message() => OutboxProcess.Message("a", "x");
}
