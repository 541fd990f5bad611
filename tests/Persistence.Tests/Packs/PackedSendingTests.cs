using System.Text;
using System.Text.Json;
using Bot3.Messaging.Persistence.Packs;
using Bot3.Messaging.Persistence.Tests.Infrastructure;
using MassTransit;
using RabbitMQ.Client;

namespace Bot3.Messaging.Persistence.Tests.Packs;

/// <summary>What is on the wire, seen by clients that know nothing of packs; and mixed versions.</summary>
public sealed class PackedSendingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commit_WithManyMessagesForAnInternalQueue_LeavesAsOnePack()
    {
        await using var bench = await PackBench.CreateAsync();
        await using var sender = await bench.StartAsync(receives: false);
        await bench.DeclareAsync("parcels");
        var parcels = ParcelHost.Some(5);
        await sender.CommitAsync(parcels);
        var pack = await bench.TakeAsync("parcels-seen");
        Assert.Equal(PackFormat.ContentType, pack.BasicProperties.ContentType);
        var inner = PackReader.Read(pack.Body);
        Assert.Equal(parcels.Select(parcel => parcel.Id), inner.Select(message => message.MessageId));
        Assert.Equal(
            """{"id":"ID","weight":2.50,"size":"Large","note":"n1"}""".Replace("ID", parcels[1].Id.ToString()),
            Encoding.UTF8.GetString(inner[1].Body.Span));
        await TicketHost.UntilAsync(async () => await bench.OutboxAsync() == 0, "an empty outbox", Token);
        Assert.Equal(0u, await bench.CountAsync("parcels-seen"));
    }

    [Fact]
    public async Task Commit_WithOneMessage_LeavesPlain()
    {
        await using var bench = await PackBench.CreateAsync();
        await using var sender = await bench.StartAsync(receives: false);
        await bench.DeclareAsync("parcels");
        var parcel = ParcelHost.Some(1)[0];
        await sender.CommitAsync(parcel);
        var plain = await bench.TakeAsync("parcels-seen");
        Assert.Equal(InternalHeaders.ContentType, plain.BasicProperties.ContentType);
        Assert.Equal(parcel.Id.ToString(), plain.BasicProperties.MessageId);
        Assert.Equal(MessageUrn.ForTypeString<Parcel>(), PackBench.Header(plain, MessageHeaders.MessageType));
    }

    [Fact]
    public async Task Fact_WithARoute_GoesToItsQueuesAndNotToTheExchangeOfItsType()
    {
        await using var bench = await PackBench.CreateAsync();
        await using var sender = await bench.StartAsync(receives: false);
        await bench.DeclareAsync("parcels");
        await bench.DeclareAsync("parcels-copy");
        await bench.DeclareAsync("Bot3.Messaging.Persistence.Tests.Packs:ParcelMoved");
        var id = Guid.CreateVersion7();
        await sender.PublishAsync(new ParcelMoved(id, 1m), id);
        Assert.Equal(id.ToString(), (await bench.TakeAsync("parcels-seen")).BasicProperties.MessageId);
        Assert.Equal(id.ToString(), (await bench.TakeAsync("parcels-copy-seen")).BasicProperties.MessageId);
        Assert.Equal(0u, await bench.CountAsync("Bot3.Messaging.Persistence.Tests.Packs:ParcelMoved-seen"));
    }

    [Fact]
    public async Task Sender_WithPacksOff_SendsEnvelopesOneByOneAndFactsToTheirExchange()
    {
        await using var bench = await PackBench.CreateAsync();
        await using var sender = await bench.StartAsync(receives: false, ("Outbox:Packs", "false"));
        await bench.DeclareAsync("parcels");
        await bench.DeclareAsync("Bot3.Messaging.Persistence.Tests.Packs:ParcelMoved");
        await sender.CommitAsync(ParcelHost.Some(2));
        AssertEnvelope(await bench.TakeAsync("parcels-seen"));
        AssertEnvelope(await bench.TakeAsync("parcels-seen"));
        await sender.PublishAsync(new ParcelMoved(Guid.NewGuid(), 1m), Guid.NewGuid());
        AssertEnvelope(await bench.TakeAsync("Bot3.Messaging.Persistence.Tests.Packs:ParcelMoved-seen"));
    }

    [Theory]
    [InlineData("true", "false")]
    [InlineData("false", "true")]
    public async Task Processes_WithAndWithoutPacks_UnderstandEachOther(string sends, string receives)
    {
        await using var bench = await PackBench.CreateAsync();
        await using var receiver = await bench.StartAsync(receives: true, ("Outbox:Packs", receives));
        await using var sender = await bench.StartAsync(receives: false, ("Outbox:Packs", sends));
        var parcels = ParcelHost.Some(4);
        await sender.CommitAsync(parcels);
        await bench.UntilEffectsAsync(parcels.Select(parcel => parcel.Id));
        Assert.Equal(parcels.OrderBy(parcel => parcel.Id), receiver.Probe.Attempts.Select(seen => seen.Message).OrderBy(parcel => parcel.Id));
        Assert.Equal(sends == "true", receiver.Probe.Attempts.All(seen => seen.TryGetPayload<PackedDelivery>(out _)));
    }

    [Fact]
    public async Task PublicFact_ReadByAForeignBusAndAPlainClient_IsAnEnvelopeOfItsOwn()
    {
        await using var bench = await PackBench.CreateAsync();
        await using var host = await bench.StartAsync();
        await bench.DeclareAsync("Bot3.Messaging.Persistence.Tests.Packs:ParcelSeen");
        var seen = new System.Collections.Concurrent.ConcurrentBag<Guid>();
        var foreign = Bus.Factory.CreateUsingRabbitMq(factory =>
        {
            factory.Host(bench.Broker.Uri);
            factory.ReceiveEndpoint("foreign", endpoint => endpoint.Handler<ParcelSeen>(context =>
            {
                seen.Add(context.Message.Id);
                return Task.CompletedTask;
            }));
        });
        await foreign.StartAsync(Token);
        try
        {
            var parcels = ParcelHost.Some(3);
            await host.CommitAsync(parcels);
            await TicketHost.UntilAsync(() => Task.FromResult(seen.Count >= 3), "three facts at the foreign bus", Token);
            Assert.Equal(parcels.Select(parcel => parcel.Id).Order(), seen.Order());
            foreach (var _ in parcels)
                AssertEnvelope(await bench.TakeAsync("Bot3.Messaging.Persistence.Tests.Packs:ParcelSeen-seen"));
        }
        finally
        {
            await foreign.StopAsync(Token);
        }
    }

    private static void AssertEnvelope(BasicGetResult message)
    {
        Assert.Equal("application/vnd.masstransit+json", message.BasicProperties.ContentType);
        using var envelope = JsonDocument.Parse(message.Body);
        Assert.True(envelope.RootElement.TryGetProperty("message", out _));
    }
}
