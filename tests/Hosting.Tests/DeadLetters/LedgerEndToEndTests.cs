using Bot3.Messaging.Hosting.Transport;
using Bot3.Messaging.Persistence.DeadLetters;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;

namespace Bot3.Messaging.Hosting.Tests.DeadLetters;

/// <summary>From a failing message to its letter and back, on the real broker and database.</summary>
public sealed class LedgerEndToEndTests
{
    private const string Envelope = "application/vnd.masstransit+json";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fault_AfterItsRetries_IsOneLetterWithItsCause_AndTheQueuesStayEmpty()
    {
        await using var bench = await LedgerBench.CreateAsync();
        var module = new ToyModule((_, _) => throw new InvalidOperationException("always"));
        await using var host = await bench.StartAsync(module, ("Bus:Retry:Immediate", "2"), ("Bus:Retry:Delayed", "3"));
        var (messageId, orderId) = (Guid.NewGuid(), Guid.NewGuid());

        await SendAsync(host, messageId, orderId);
        var kept = Assert.Single(await bench.SettledAsync(host, 1));

        Assert.Equal(
            (messageId, orderId, "toy", "ToyCommand", DeadLetterStatus.Open),
            (kept.Letter.MessageId, kept.Letter.CorrelationId, kept.Letter.Endpoint, kept.Letter.MessageType, kept.Status));
        Assert.Equal(("Fault: always", "System.InvalidOperationException"), (kept.Letter.Reason, kept.Letter.ExceptionType));
        Assert.Contains("ToyConsumer", kept.Letter.Exception, StringComparison.Ordinal);
        Assert.Equal(Envelope, kept.Letter.ContentType);
        Assert.Equal((6, 6), (module.Attempts, kept.Letter.Attempts));
    }

    [Fact]
    public async Task Fault_InMemory_IsOneLetterToo()
    {
        var module = new ToyModule((_, _) => throw new PermanentFaultException("never"));
        await using var host = await TestHost.StartAsync(module);
        await host.Bus.Publish(new ToyCommand(Guid.NewGuid(), 1m, ToySide.Buy), Token);

        await LedgerBench.UntilAsync(async () => (await LedgerBench.LettersAsync(host)).Count > 0, "the letter");

        var letter = Assert.Single(await LedgerBench.LettersAsync(host)).Letter;
        Assert.Equal(("toy", "ToyCommand", "Fault: never", 1), (letter.Endpoint, letter.MessageType, letter.Reason, letter.Attempts));
    }

    [Fact]
    public async Task Body_ThatNoDeserializerReads_IsOneLetterWithItsBytes()
    {
        await using var bench = await LedgerBench.CreateAsync();
        var module = new ToyModule((_, _) => Task.CompletedTask);
        await using var host = await bench.StartAsync(module);
        var id = Guid.NewGuid();
        byte[] body = [.. "{\"messageType\":[\"\0"u8, 0xff, 0xfe];

        await bench.PublishAsync("toy", body, new BasicProperties { ContentType = Envelope, MessageId = id.ToString() });
        await bench.PublishAsync("toy", body, new BasicProperties { ContentType = Envelope });
        var kept = await bench.SettledAsync(host, 2);

        Assert.All(kept, letter => Assert.Equal(body, letter.Letter.Body.ToArray()));
        Assert.All(kept, letter => Assert.StartsWith("Fault: ", letter.Letter.Reason, StringComparison.Ordinal));
        Assert.Single(kept, letter => letter.Letter.MessageId == id);
    }

    [Fact]
    public async Task Message_ThatNoConsumerTakes_IsOneLetter()
    {
        await using var bench = await LedgerBench.CreateAsync();
        await using var host = await bench.StartAsync(new ToyModule((_, _) => Task.CompletedTask));
        var endpoint = await host.Bus.GetSendEndpoint(new Uri("exchange:toy"));
        await endpoint.Send(new ToyStranger(Guid.NewGuid()), Token);

        var letter = Assert.Single(await bench.SettledAsync(host, 1)).Letter;

        Assert.Equal(("Skipped: no consumer of this endpoint takes it.", "ToyStranger", 1), (letter.Reason, letter.MessageType, letter.Attempts));
        Assert.Equal(0u, await bench.CountAsync("toy_skipped"));
    }

    [Fact]
    public async Task Letter_CommittedByAProcessThatThenFails_StaysTheOnlyOne()
    {
        await using var bench = await LedgerBench.CreateAsync();
        var module = new ToyModule((context, attempt) =>
        {
            // Fails after the error pipe, so after the commit, and before the acknowledgement.
            context.ReceiveContext.AddReceiveTask(Task.FromException(new InvalidOperationException("killed before the acknowledgement")));
            throw new PermanentFaultException("never");
        });
        await using var host = await bench.StartAsync(module);

        await SendAsync(host, Guid.NewGuid(), Guid.NewGuid());
        var kept = Assert.Single(await bench.SettledAsync(host, 1));

        Assert.Equal((1, 1), (module.Attempts, kept.Letter.Attempts));
        await LedgerBench.UntilAsync(
            () => Task.FromResult(host.Services.GetRequiredService<Shutdown.DeliveryLedger>().Finished > 0), "the second delivery");
    }

    [Fact]
    public async Task Message_ThatFailsBecauseItsProcessStops_GoesBackAndIsHandledByTheNextOne()
    {
        await using var bench = await LedgerBench.CreateAsync();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var module = new ToyModule(async (_, _) =>
        {
            begun.TrySetResult();
            await stopping.Task;
            throw new ObjectDisposedException("something of the host's");
        });
        await using (var host = await bench.StartAsync(module))
        {
            host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => stopping.TrySetResult());
            await SendAsync(host, Guid.NewGuid(), Guid.NewGuid());
            await begun.Task.WaitAsync(Token);
            await host.StopAsync();
            Assert.Contains(host.Log.Entries, entry => entry.Id.Id == 214);
        }

        var next = new ToyModule((_, _) => Task.CompletedTask);
        await using var second = await bench.StartAsync(next);
        await next.Done.Task.WaitAsync(Token);
        await bench.SettledAsync(second, 0);
    }

    [Fact]
    public async Task DatabaseAwayForAMoment_LetterIsWrittenWithoutASecondTry()
    {
        await using var bench = await LedgerBench.CreateAsync();
        TestHost? running = null;
        var module = new ToyModule((_, _) => FailWithoutDatabase(running!, refusals: 5)) { Register = FlakyStore.Register };
        await using var host = running = await bench.StartAsync(module);

        await SendAsync(host, Guid.NewGuid(), Guid.NewGuid());
        await bench.SettledAsync(host, 1);

        Assert.Equal(1, module.Attempts);
        Assert.Equal(5, host.Log.Entries.Count(entry => entry.Id.Id == 211));
    }

    [Fact]
    public async Task DatabaseAwayForLong_MessageGoesBackAndBecomesALetterLater()
    {
        await using var bench = await LedgerBench.CreateAsync();
        TestHost? running = null;
        var module = new ToyModule((_, attempt) => FailWithoutDatabase(running!, refusals: attempt == 1 ? 5 : 0)) { Register = FlakyStore.Register };
        // Each wait is longer than the window, so that no delivery uses up all refusals by itself, however fast the machine.
        await using var host = running = await bench.StartAsync(
            module, ("Bus:Retry:OutageWindow", "00:00:00.001"), ("Bus:Retry:Immediate", "0"), ("Bus:Retry:DelayFirst", "00:00:00.010"),
            ("Bus:Retry:DelayMax", "00:00:00.010"));

        await SendAsync(host, Guid.NewGuid(), Guid.NewGuid());
        var kept = Assert.Single(await bench.SettledAsync(host, 1));

        Assert.Equal(2, module.Attempts);
        Assert.True(kept.Letter.Attempts >= 2, $"the deliveries that came to nothing count, was {kept.Letter.Attempts}");
    }

    [Fact]
    public async Task Retry_PutsTheMessageBackWithItsIdentity_AndItIsHandledOnce()
    {
        await using var bench = await LedgerBench.CreateAsync();
        var mended = false;
        var seen = new List<(Guid?, Guid?, ToyCommand)>();
        var module = new ToyModule((context, _) =>
        {
            if (!Volatile.Read(ref mended))
            {
                throw new PermanentFaultException("not yet");
            }

            seen.Add((context.MessageId, context.CorrelationId, context.Message));
            return Task.CompletedTask;
        });
        await using var host = await bench.StartAsync(module);
        var (messageId, orderId) = (Guid.NewGuid(), Guid.NewGuid());
        await SendAsync(host, messageId, orderId);
        var letter = Assert.Single(await bench.SettledAsync(host, 1)).Letter;

        Volatile.Write(ref mended, true);
        Assert.Equal(LedgerChange.Done, await LedgerBench.RetryAsync(host, letter.Id));
        Assert.Equal(LedgerChange.NotOpen, await LedgerBench.RetryAsync(host, letter.Id));
        var done = await module.Done.Task.WaitAsync(Token);

        // A copy of before, as a kill leaves one behind: the inbox knows the message now.
        await bench.PublishAsync("toy", letter.Body.ToArray(), new BasicProperties { ContentType = Envelope, MessageId = messageId.ToString() });
        await LedgerBench.UntilAsync(() => Task.FromResult(host.Log.Entries.Any(entry => entry.Id.Id == 100)), "the copy is skipped");
        var kept = Assert.Single(await bench.SettledAsync(host, 1));
        Assert.Equal((messageId, orderId), (seen.Single().Item1, seen.Single().Item2));
        Assert.Equal(done.ToyId, seen.Single().Item3.ToyId);
        Assert.Equal((DeadLetterStatus.Retried, 1), (kept.Status, kept.RetryCount));
    }

    [Fact]
    public async Task Retry_ThatFailsAgain_OpensTheSameLetter_WhateverWasWrongWithTheMessage()
    {
        await using var bench = await LedgerBench.CreateAsync();
        await using var host = await bench.StartAsync(new ToyModule((_, _) => throw new PermanentFaultException("never")));
        await SendAsync(host, Guid.NewGuid(), Guid.NewGuid());
        await bench.PublishAsync("toy", "{broken"u8.ToArray(), new BasicProperties { ContentType = Envelope });
        await (await host.Bus.GetSendEndpoint(new Uri("exchange:toy"))).Send(new ToyStranger(Guid.NewGuid()), Token);
        var letters = await bench.SettledAsync(host, 3);

        foreach (var letter in letters)
        {
            Assert.Equal(LedgerChange.Done, await LedgerBench.RetryAsync(host, letter.Letter.Id));
        }

        await LedgerBench.UntilAsync(
            async () => (await LedgerBench.LettersAsync(host)).All(kept => kept is { Status: DeadLetterStatus.Open, RetryCount: 1 }),
            "all letters open again");
        var again = await bench.SettledAsync(host, 3);
        Assert.All(again, kept => Assert.Equal(2, kept.Letter.Attempts));
        Assert.Equal(letters.Select(kept => kept.Letter.Id).Order(), again.Select(kept => kept.Letter.Id).Order());
    }

    private static Task FailWithoutDatabase(TestHost host, int refusals)
    {
        host.Services.GetRequiredService<FlakyStore>().Refusals = refusals;
        throw new PermanentFaultException("never");
    }

    private static async Task SendAsync(TestHost host, Guid messageId, Guid correlationId)
    {
        var endpoint = await host.Bus.GetSendEndpoint(new Uri("exchange:toy"));
        await endpoint.Send(
            new ToyCommand(Guid.NewGuid(), 1m, ToySide.Buy),
            Pipe.Execute<SendContext<ToyCommand>>(context => (context.MessageId, context.CorrelationId) = (messageId, correlationId)),
            Token);
    }
}

public sealed record ToyStranger(Guid Id);
