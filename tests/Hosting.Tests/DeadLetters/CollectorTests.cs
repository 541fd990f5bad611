using Bot3.Messaging.Hosting.DeadLetters;
using Bot3.Messaging.Persistence.DeadLetters;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Bot3.Messaging.Hosting.Tests.DeadLetters;

/// <summary>What lies in error queues gets into the ledger, once.</summary>
public sealed class CollectorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_MovedByTheBrokersDeliveryLimit_IsCollected()
    {
        await using var bench = await LedgerBench.CreateAsync();
        await DeclareAsync(bench, ("Bus:DeliveryLimit", "3"));
        var id = Guid.NewGuid();
        await bench.PublishAsync("toy", "poison"u8.ToArray(), new BasicProperties { MessageId = id.ToString(), ContentType = "text/plain" });
        await using (var channel = await bench.ChannelAsync())
        {
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += async (_, delivery) =>
                await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true, Token);
            await channel.BasicConsumeAsync("toy", autoAck: false, consumer, Token);
            await LedgerBench.UntilAsync(async () => await bench.CountAsync("toy_error") == 1, "the broker's move");
        }

        await using var host = await bench.StartAsync(Module(), ("Bus:DeliveryLimit", "3"));
        var letter = Assert.Single(await bench.SettledAsync(host, 1)).Letter;

        Assert.Equal((id, "toy", "text/plain"), (letter.MessageId, letter.Endpoint, letter.ContentType));
        Assert.Equal("poison"u8.ToArray(), letter.Body.ToArray());
        Assert.StartsWith("DeliveryLimit: ", letter.Reason, StringComparison.Ordinal);
        Assert.Equal(4, letter.Attempts);
        Assert.Contains("delivery_limit", letter.Headers["x-death"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leftovers_OfOlderVersions_AreCollectedOnceEachWithTheirCause()
    {
        await using var bench = await LedgerBench.CreateAsync();
        await DeclareAsync(bench);
        await using (var channel = await bench.ChannelAsync())
        {
            await channel.QueueDeclareAsync("toy_skipped", durable: true, exclusive: false, autoDelete: false,
                new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = 50 }, cancellationToken: Token);
        }

        var (faulted, skipped) = (Guid.NewGuid(), Guid.NewGuid());
        for (var copy = 0; copy < 3; copy++)
        {
            await bench.PublishAsync("toy_error", "{}"u8.ToArray(), Fault(faulted));
            await bench.PublishAsync("toy_skipped", "{}"u8.ToArray(), new BasicProperties
            {
                MessageId = skipped.ToString(), Headers = new Dictionary<string, object?> { ["MT-Reason"] = "dead-letter" },
            });
        }

        await using var host = await bench.StartAsync(Module(), ("DeadLetters:CollectBatch", "2"));
        var letters = await bench.SettledAsync(host, 2);
        await LedgerBench.UntilAsync(async () => await bench.CountAsync("toy_skipped") == 0, "an empty skipped queue");

        var fault = Assert.Single(letters, kept => kept.Letter.MessageId == faulted).Letter;
        Assert.Equal(("Fault: no luck", "System.FormatException", 8), (fault.Reason, fault.ExceptionType, fault.Attempts));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), fault.ReceivedAt);
        Assert.Contains("at Somewhere()", fault.Exception, StringComparison.Ordinal);
        Assert.StartsWith("Skipped: ", Assert.Single(letters, kept => kept.Letter.MessageId == skipped).Letter.Reason, StringComparison.Ordinal);
        Assert.Equal(2, host.Log.Entries.Count(entry => entry.Id.Id == 203));
    }

    [Fact]
    public async Task Letter_CommittedAndNotAcknowledged_StaysTheOnlyOne()
    {
        await using var bench = await LedgerBench.CreateAsync();
        await DeclareAsync(bench);
        var id = Guid.NewGuid();
        await bench.PublishAsync("toy_error", "{}"u8.ToArray(), Fault(id));
        await using var channel = await bench.ChannelAsync();
        var taken = await channel.BasicGetAsync("toy_error", autoAck: false, Token);
        await using var host = await bench.StartAsync(Module());

        // The work of a collector that dies before it acknowledges: its channel closes, and the broker delivers again.
        var letter = host.Services.GetRequiredService<LetterReader>().OfErrorQueue("toy", "toy_error", taken!).Single();
        await host.Services.GetRequiredService<LedgerWriter>().CaptureAsync(letter, CaptureSource.ErrorQueue, Token);
        await channel.CloseAsync(Token);

        await LedgerBench.UntilAsync(() => Task.FromResult(host.Log.Entries.Any(entry => entry.Id.Id == 210)), "the second delivery");
        var kept = Assert.Single(await bench.SettledAsync(host, 1));
        Assert.Equal((letter.Id, letter.Attempts), (kept.Letter.Id, kept.Letter.Attempts));
    }

    [Fact]
    public async Task DatabaseAway_MessagesStayUntilItIsBack()
    {
        await using var bench = await LedgerBench.CreateAsync();
        await DeclareAsync(bench);
        var module = new ToyModule((_, _) => Task.CompletedTask) { Register = FlakyStore.Register };
        await using var host = await bench.StartAsync(module);
        host.Services.GetRequiredService<FlakyStore>().Refusals = 3;

        await bench.PublishAsync("toy_error", "{}"u8.ToArray(), Fault(Guid.NewGuid()));
        await bench.SettledAsync(host, 1);

        Assert.Equal(3, host.Log.Entries.Count(entry => entry.Id.Id == 212));
    }

    [Fact]
    public async Task Retry_OfACollectedMessage_SendsItWithoutTheMarksOfItsFailure()
    {
        await using var bench = await LedgerBench.CreateAsync();
        await DeclareAsync(bench);
        var id = Guid.NewGuid();
        var properties = Fault(id);
        properties.ContentType = "application/vnd.masstransit+json";
        properties.Headers!["MT-Activity-Id"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        IReadOnlyList<string> names = [];
        var module = new ToyModule((context, _) =>
        {
            names = [.. context.ReceiveContext.TransportHeaders.GetAll().Select(header => header.Key)];
            return Task.CompletedTask;
        });
        await bench.PublishAsync("toy_error", Envelope(id), properties);
        await using var host = await bench.StartAsync(module);
        var letter = Assert.Single(await bench.SettledAsync(host, 1)).Letter;
        Assert.Equal((id, "ToyCommand"), (letter.MessageId, letter.MessageType));

        await LedgerBench.RetryAsync(host, letter.Id);
        await module.Done.Task.WaitAsync(Token);

        Assert.DoesNotContain(names, name => name.StartsWith("MT-Fault-", StringComparison.Ordinal) || name == "MT-Reason");
        Assert.Contains("MT-Activity-Id", names);
        Assert.Equal(DeadLetterStatus.Retried, Assert.Single(await bench.SettledAsync(host, 1)).Status);
    }

    private static ToyModule Module() => new((_, _) => Task.CompletedTask);

    private static BasicProperties Fault(Guid id) => new()
    {
        MessageId = id.ToString(),
        Headers = new Dictionary<string, object?>
        {
            ["MT-Reason"] = "fault", ["MT-Fault-ExceptionType"] = "System.FormatException", ["MT-Fault-Message"] = "no luck",
            ["MT-Fault-StackTrace"] = "at Somewhere()", ["MT-Fault-RetryCount"] = 7, ["MT-Fault-Timestamp"] = "2026-01-02T03:04:05.0000000Z",
        },
    };

    private static byte[] Envelope(Guid id) => System.Text.Encoding.UTF8.GetBytes(
        $$"""
        { "messageId": "{{id}}", "messageType": ["urn:message:Bot3.Messaging.Hosting.Tests:ToyCommand"],
          "message": { "toyId": "{{id}}", "amount": "1", "side": "Buy" }, "headers": { } }
        """);

    private static async Task DeclareAsync(LedgerBench bench, params (string Key, string Value)[] settings)
    {
        await using var host = await bench.StartAsync(Module(), settings);
        await host.StopAsync();
    }
}
