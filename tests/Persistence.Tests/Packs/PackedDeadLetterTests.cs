using Bot3.Messaging.Persistence.DeadLetters;
using Bot3.Messaging.Persistence.Packs;
using Bot3.Messaging.Persistence.Tests.Infrastructure;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Bot3.Messaging.Persistence.Tests.Packs;

/// <summary>Packs that the broker gave up: what can be taken apart is one letter a message, what cannot is one letter.</summary>
public sealed class PackedDeadLetterTests
{
    private static readonly (string, string)[] Settings = [("Bus:DeliveryLimit", "3"), ("DeadLetters:CollectInterval", "00:00:00.100")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pack_AtItsDeliveryLimit_IsOneLetterAMessage_AndEachIsRetriedByItself()
    {
        await using var bench = await PackBench.CreateAsync();
        await DeclareAsync(bench);
        var parcels = ParcelHost.Some(4);
        await using (var sender = await bench.StartAsync(receives: false, Settings))
        {
            await sender.CommitAsync(parcels);
            await MoveToErrorQueueAsync(bench);
        }

        // One of them was handled before its process died.
        await ParcelHost.ExecuteAsync(
            bench.Database, $"INSERT INTO messaging.inbox (consumer, message_id, received_at) VALUES ('parcels', '{parcels[3].Id}', now())");
        await using var host = await bench.StartAsync(receives: true, Settings);
        var letters = await LettersAsync(bench, host, 3);

        Assert.Equal(parcels.Take(3).Select(parcel => parcel.Id).Order(), letters.Select(kept => kept.Letter.MessageId!.Value).Order());
        Assert.All(letters, kept => Assert.StartsWith("DeliveryLimit: ", kept.Letter.Reason, StringComparison.Ordinal));
        Assert.All(letters, kept => Assert.Contains("of 4 messages", kept.Letter.Reason, StringComparison.Ordinal));
        Assert.All(letters, kept => Assert.Equal(("Parcel", kept.Letter.MessageId), (kept.Letter.MessageType, kept.Letter.CorrelationId)));
        Assert.Empty(host.Probe.Attempts);

        await host.RetryAsync(letters.Single(kept => kept.Letter.MessageId == parcels[1].Id).Letter);
        await bench.UntilEffectsAsync([parcels[1].Id]);
        await bench.UntilQuietAsync();
        await bench.AssertEachOnceAsync([parcels[1].Id]);
        var after = await host.LettersAsync();
        Assert.Equal(2, after.Count(kept => kept.Status == DeadLetterStatus.Open));
        Assert.Equal(parcels[1].Id, Assert.Single(after, kept => kept.Status == DeadLetterStatus.Retried).Letter.MessageId);
    }

    [Fact]
    public async Task Pack_ThatCannotBeRead_IsOneLetterWithItsBytes()
    {
        await using var bench = await PackBench.CreateAsync();
        await using var host = await bench.StartAsync(receives: true, Settings);
        byte[] body = [PackFormat.Version, 9, 1, 2, 3];

        await bench.Channel.BasicPublishAsync(
            "", "parcels_error", mandatory: true, new BasicProperties { ContentType = PackFormat.ContentType }, body, Token);

        Assert.Equal(body, Assert.Single(await LettersAsync(bench, host, 1)).Letter.Body.ToArray());
    }

    private static async Task DeclareAsync(PackBench bench)
    {
        await using var host = await bench.StartAsync(receives: true, Settings);
    }

    private static async Task MoveToErrorQueueAsync(PackBench bench)
    {
        var consumer = new AsyncEventingBasicConsumer(bench.Channel);
        consumer.ReceivedAsync += async (_, delivery) =>
            await bench.Channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true, Token);
        var tag = await bench.Channel.BasicConsumeAsync("parcels", autoAck: false, consumer, Token);
        await TicketHost.UntilAsync(async () => await bench.CountAsync("parcels_error") == 1, "the broker's move", Token);
        await bench.Channel.BasicCancelAsync(tag, cancellationToken: Token);
    }

    private static async Task<IReadOnlyList<KeptDeadLetter>> LettersAsync(PackBench bench, ParcelHost host, int count)
    {
        await TicketHost.UntilAsync(
            async () => (await host.LettersAsync()).Count >= count && await bench.CountAsync("parcels_error") == 0, $"{count} letters", Token);
        var letters = await host.LettersAsync();
        Assert.Equal(count, letters.Count);
        return letters;
    }
}
