using Bot3.Messaging.Hosting.Transport;
using Bot3.Messaging.Persistence.Packs;
using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace Bot3.Messaging.Persistence.Tests.Packs;

/// <summary>Each message of a pack has a context, a fault, a dead letter and an inbox entry of its own.</summary>
public sealed class PackedReceivingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_ThatFails_IsOneDeadLetterOfItsOwnAndTheOthersAreHandled()
    {
        await using var bench = await PackBench.CreateAsync();
        await using var host = await bench.StartAsync();
        var parcels = ParcelHost.Some(5);
        host.Probe.Handle = context => context.Message.Id == parcels[2].Id ? throw new PermanentFaultException("torn") : Task.CompletedTask;
        await host.CommitAsync(parcels);
        var letter = await host.LetterAsync();
        Assert.Equal(InternalHeaders.ContentType, letter.ContentType);
        Assert.Equal(parcels[2].Id, letter.MessageId);
        Assert.Equal(parcels[2].Id, letter.CorrelationId);
        Assert.Equal(MessageUrn.ForTypeString<Parcel>(), letter.Headers[MessageHeaders.MessageType]);
        Assert.Contains("torn", letter.Exception, StringComparison.Ordinal);
        await bench.UntilEffectsAsync(parcels.Where(parcel => parcel.Id != parcels[2].Id).Select(parcel => parcel.Id));
        await bench.UntilQuietAsync();
        Assert.Single(await host.LettersAsync());

        // Mended and sent again out of the ledger, it is a plain message like any other.
        host.Probe.Handle = _ => Task.CompletedTask;
        await host.RetryAsync(letter);
        await bench.UntilEffectsAsync([parcels[2].Id]);
        Assert.Equal(parcels[2], host.Probe.Attempts.Last().Message);
        await bench.UntilQuietAsync();
        await bench.AssertEachOnceAsync(parcels.Select(parcel => parcel.Id));
    }

    [Fact]
    public async Task Pack_DeliveredAgain_SkipsWhatWasHandled()
    {
        await using var bench = await PackBench.CreateAsync();
        await using var host = await bench.StartAsync();
        await bench.DeclareAsync("parcels");
        var parcels = ParcelHost.Some(6);
        await host.CommitAsync(parcels);
        await bench.UntilEffectsAsync(parcels.Select(parcel => parcel.Id));
        await bench.SendAgainAsync(await bench.TakeAsync("parcels-seen"), "parcels");
        await host.UntilAcknowledgedAsync(2);
        var last = ParcelHost.Some(1);
        await host.CommitAsync(last);
        await bench.UntilEffectsAsync([last[0].Id]);
        await bench.UntilQuietAsync();
        await bench.AssertEachOnceAsync(parcels.Concat(last).Select(parcel => parcel.Id));
        Assert.Equal(7, host.Probe.Attempts.Count);
    }

    [Fact]
    public async Task Pack_ThatIsMalformed_IsOneDeadLetterAndTheEndpointGoesOn()
    {
        await using var bench = await PackBench.CreateAsync();
        await using var host = await bench.StartAsync();
        var properties = new BasicProperties { ContentType = PackFormat.ContentType, MessageId = Guid.NewGuid().ToString() };
        await bench.Channel.BasicPublishAsync("parcels", "", mandatory: false, properties, "\u0001no pack"u8.ToArray(), Token);
        var letter = await host.LetterAsync();
        Assert.Contains("malformed", letter.Exception, StringComparison.Ordinal);
        Assert.Equal("\u0001no pack"u8.ToArray(), letter.Body.ToArray());
        var parcels = ParcelHost.Some(2);
        await host.CommitAsync(parcels);
        await bench.UntilEffectsAsync(parcels.Select(parcel => parcel.Id));
        Assert.Single(await host.LettersAsync());
    }

    [Fact]
    public async Task Messages_OfOnePack_AreHandledUpToTheEndpointsLimitAtOnce()
    {
        const int Limit = 3;
        await using var bench = await PackBench.CreateAsync();
        await using var host = await bench.StartAsync(
            receives: true, ("Bus:ConcurrencyLimit", $"{Limit}"), ("Bus:PrefetchCount", $"{Limit}"));
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int now = 0, most = 0;
        host.Probe.Gate = async () =>
        {
            var here = Interlocked.Increment(ref now);
            InterlockedMax(ref most, here);
            if (here == Limit)
                full.TrySetResult();
            await full.Task.WaitAsync(Token);
            await Task.Yield();
            Interlocked.Decrement(ref now);
        };
        var parcels = ParcelHost.Some(60);
        await host.CommitAsync(parcels);
        await bench.UntilEffectsAsync(parcels.Select(parcel => parcel.Id));
        Assert.Equal(Limit, most);
        Assert.All(host.Probe.Attempts, seen => Assert.True(seen.TryGetPayload<PackedDelivery>(out _)));
    }

    [Fact]
    public async Task Pack_WhenItsProcessLosesTheBrokerInMidPack_IsHandledOnceByWhoeverGetsIt()
    {
        await using var bench = await PackBench.CreateAsync();
        await using var first = await bench.StartAsync(receives: true, ("Bus:ConcurrencyLimit", "4"));
        await using var second = await bench.StartAsync(receives: true, ("Bus:ConcurrencyLimit", "4"));
        var parcels = ParcelHost.Some(40);
        var cut = 0;
        Task aborted = Task.CompletedTask;
        Func<ConsumeContext<Parcel>, Task> handle = context =>
        {
            // Some are committed by then, some are in hand, some have not been looked at. Closing waits for consumers, so none may wait for it.
            if (context.Message.Id == parcels[20].Id && Interlocked.Exchange(ref cut, 1) == 0)
                aborted = Task.Run(() => context.ReceiveContext.GetPayload<ConnectionContext>().Connection.AbortAsync(Token), Token);
            return Task.CompletedTask;
        };
        first.Probe.Handle = handle;
        second.Probe.Handle = handle;
        await first.CommitAsync(parcels);
        await bench.UntilEffectsAsync(parcels.Select(parcel => parcel.Id));
        await bench.UntilQuietAsync();
        Assert.Equal(1, cut);
        await aborted;
        await bench.AssertEachOnceAsync(parcels.Select(parcel => parcel.Id));
        Assert.Empty(await first.LettersAsync());
    }

    private static void InterlockedMax(ref int place, int value)
    {
        for (var seen = Volatile.Read(ref place); seen < value;)
        {
            var found = Interlocked.CompareExchange(ref place, value, seen);
            if (found == seen)
                return;
            seen = found;
        }
    }
}
