using System.Collections.Concurrent;
using System.Diagnostics;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Packs;
using Bot3.Messaging.Persistence.Sessions;
using Bot3.Messaging.Persistence.Tests.Infrastructure;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Bot3.Messaging.Persistence.Tests.Packs;

/// <summary>What a consumer sees of a message beside its content is the same as with an envelope.</summary>
[Collection(ListeningAlone.Name)]
public sealed class PackedContextTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Consumer_OfAMessageWithoutEnvelope_SeesEverythingThatAnEnvelopeHolds()
    {
        await using var bench = await PackBench.CreateAsync();
        await using var host = await bench.StartAsync();
        var first = new Parcel(Guid.CreateVersion7(), 79228162514264337593543950335m, Size.Large, "start");
        var answer = new Parcel(Guid.CreateVersion7(), 0.0000000000000000000000000010m, Size.Large, "answer");
        var mortal = answer with { Id = Guid.CreateVersion7(), Note = "mortal" };
        host.Probe.Handle = async context =>
        {
            if (context.Message.Note != "start")
                return;
            var endpoint = await context.GetSendEndpoint(new Uri("exchange:parcels"));
            await endpoint.Send(answer, Prepare(null), Token);
            await endpoint.Send(answer with { Id = Guid.CreateVersion7(), Note = "neighbour" }, Token);
            await endpoint.Send(mortal, Prepare(TimeSpan.FromHours(1)), Token);
        };
        await host.CommitAsync(first);
        await bench.UntilEffectsAsync([first.Id, answer.Id, mortal.Id]);
        var started = host.Probe.Attempts.Single(seen => seen.Message.Note == "start");
        Assert.Equal(first, started.Message);
        var seen = host.Probe.Attempts.Single(attempt => attempt.Message.Note == "answer");
        Assert.True(seen.TryGetPayload<PackedDelivery>(out _));
        Assert.Equal(answer, seen.Message);
        Assert.Equal(answer.Weight.ToString(System.Globalization.CultureInfo.InvariantCulture),
            seen.Message.Weight.ToString(System.Globalization.CultureInfo.InvariantCulture));
        AssertSame(seen, started);
        Assert.Null(seen.ExpirationTime);

        // The broker has to see a time to live, so this one came plain, with the time when it ends.
        var ending = host.Probe.Attempts.Single(attempt => attempt.Message.Note == "mortal");
        Assert.False(ending.TryGetPayload<PackedDelivery>(out _));
        AssertSame(ending, started);
        Assert.Equal(TimeSpan.FromHours(1), ending.ExpirationTime - ending.SentTime);
    }

    [Fact]
    public async Task Messages_OfOnePack_HaveASpanEachInTheTraceOfTheirOwnSender()
    {
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "MassTransit" or "Bot3.Messaging.Persistence" or nameof(PackedContextTests),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using var bench = await PackBench.CreateAsync();
        await using var host = await bench.StartAsync();
        using var source = new ActivitySource(nameof(PackedContextTests));
        var parcels = ParcelHost.Some(3);
        var traces = new List<string>();
        await using (var session = await host.Services.GetRequiredService<IDurableStore>().BeginAsync(Token))
        {
            foreach (var parcel in parcels)
            {
                using var sending = source.StartActivity("sending")!;
                traces.Add(sending.TraceId.ToString());
                await host.Services.GetRequiredService<IMessageOutbox>().SendAsync(session, "parcels", parcel, parcel.Id, null, null, Token);
                Activity.Current = null;
            }

            await session.CommitAsync(Token);
        }

        await bench.UntilEffectsAsync(parcels.Select(parcel => parcel.Id));
        foreach (var trace in traces)
        {
            await TicketHost.UntilAsync(
                () => Task.FromResult(spans.Any(span => span.TraceId.ToString() == trace && span.OperationName == "parcels receive")),
                "a span of the delivery in the sender's trace", Token);
        }

        Assert.Equal(3, traces.Distinct().Count());
        Assert.Equal(3, spans.Count(span => traces.Contains(span.TraceId.ToString()) && span.OperationName == "parcels receive"));
    }

    [Fact]
    public async Task Message_ForwardedFromAPack_HasAnEnvelopeAgain()
    {
        await using var bench = await PackBench.CreateAsync();
        await using var host = await bench.StartAsync();
        await bench.DeclareAsync("elsewhere");
        var parcels = ParcelHost.Some(2);
        host.Probe.Handle = context => context.Forward(new Uri("exchange:elsewhere"));
        await host.CommitAsync(parcels);
        var forwarded = await bench.TakeAsync("elsewhere-seen");
        Assert.Equal("application/vnd.masstransit+json", forwarded.BasicProperties.ContentType);
        using var envelope = System.Text.Json.JsonDocument.Parse(forwarded.Body);
        Assert.Contains(envelope.RootElement.GetProperty("message").GetProperty("id").GetGuid(), parcels.Select(parcel => parcel.Id));
    }

    private static IPipe<SendContext<Parcel>> Prepare(TimeSpan? life) => Pipe.Execute<SendContext<Parcel>>(sending =>
    {
        sending.RequestId = new Guid("0197f9c2-0000-7000-8000-000000000001");
        sending.CorrelationId = new Guid("0197f9c2-0000-7000-8000-000000000002");
        sending.ResponseAddress = new Uri("exchange:answers");
        sending.FaultAddress = new Uri("exchange:faults");
        sending.Headers.Set("Tenant", "north");
        sending.Headers.Set("Weight", 3);
        sending.TimeToLive = life;
    });

    private static void AssertSame(ConsumeContext<Parcel> seen, ConsumeContext<Parcel> started)
    {
        Assert.Equal(new Guid("0197f9c2-0000-7000-8000-000000000001"), seen.RequestId);
        Assert.Equal(new Guid("0197f9c2-0000-7000-8000-000000000002"), seen.CorrelationId);
        Assert.Equal(started.CorrelationId, seen.InitiatorId);
        Assert.Equal(started.ConversationId, seen.ConversationId);
        Assert.NotNull(seen.ConversationId);
        Assert.Equal(new Uri("exchange:answers"), seen.ResponseAddress);
        Assert.Equal(new Uri("exchange:faults"), seen.FaultAddress);
        Assert.Equal(started.ReceiveContext.InputAddress, seen.SourceAddress);
        Assert.Equal("north", seen.Headers.Get<string>("Tenant"));
        Assert.Equal(3, seen.Headers.Get<int>("Weight"));
        Assert.NotNull(seen.SentTime);
        Assert.Contains(MessageUrn.ForTypeString<Parcel>(), seen.SupportedMessageTypes);
        Assert.True(seen.TryGetMessage<Parcel>(out _));
        Assert.False(seen.TryGetMessage<ParcelMoved>(out _));
    }
}
