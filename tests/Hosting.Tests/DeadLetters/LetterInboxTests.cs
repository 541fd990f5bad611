using Bot3.Messaging.Hosting.Transport;
using Bot3.Messaging.Persistence.DeadLetters;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace Bot3.Messaging.Hosting.Tests.DeadLetters;

/// <summary>Letters of an endpoint without an inbox of its own, as the exchange worker's command queues are.</summary>
public sealed class LetterInboxTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Retry_ThatWentWell_StaysRetriedWhenAnOldCopyTurnsUpInTheErrorQueue()
    {
        await using var bench = await LedgerBench.CreateAsync();
        var module = new BareModule(attempt => attempt == 1 ? throw new PermanentFaultException("not yet") : Task.CompletedTask);
        await using var host = await bench.StartAsync(module);
        await SendAsync(host);
        var letter = Assert.Single(await bench.SettledAsync(host, 1, "bare")).Letter;

        Assert.Equal(LedgerChange.Done, await LedgerBench.RetryAsync(host, letter.Id));
        await LedgerBench.UntilAsync(() => Task.FromResult(module.Attempts == 2), "the retry");
        await AcknowledgedAsync(host, 2);
        await bench.PublishAsync("bare_error", letter.Body.ToArray(), new BasicProperties
        {
            ContentType = letter.ContentType, MessageId = letter.MessageId.ToString(),
        });

        await LedgerBench.UntilAsync(() => Task.FromResult(host.Log.Entries.Any(entry => entry.Id.Id == 210)), "the copy is known");
        var kept = Assert.Single(await bench.SettledAsync(host, 1, "bare"));
        Assert.Equal((DeadLetterStatus.Retried, 1), (kept.Status, kept.RetryCount));
    }

    [Fact]
    public async Task Letter_WhoseMessageIsDeliveredAgain_IsNotHandledBehindTheOperatorsBack()
    {
        await using var bench = await LedgerBench.CreateAsync();
        var module = new BareModule(attempt => attempt == 1 ? throw new PermanentFaultException("only once") : Task.CompletedTask)
        {
            // Fails after the letter's commit, and before the acknowledgement.
            Before = (context, attempt) =>
            {
                if (attempt == 1)
                {
                    context.ReceiveContext.AddReceiveTask(Task.FromException(new InvalidOperationException("killed before the acknowledgement")));
                }
            },
        };
        await using var host = await bench.StartAsync(module);
        await SendAsync(host);

        await LedgerBench.UntilAsync(() => Task.FromResult(host.Log.Entries.Any(entry => entry.Id.Id == 216)), "the second delivery is skipped");
        var kept = Assert.Single(await bench.SettledAsync(host, 1, "bare"));
        Assert.Equal((1, DeadLetterStatus.Open, 1), (module.Attempts, kept.Status, kept.Letter.Attempts));

        await LedgerBench.RetryAsync(host, kept.Letter.Id);
        await LedgerBench.UntilAsync(() => Task.FromResult(module.Attempts == 2), "the retry");
        Assert.Equal(DeadLetterStatus.Retried, Assert.Single(await bench.SettledAsync(host, 1, "bare")).Status);
    }

    [Fact]
    public async Task Retry_ThatFailsAgain_OpensTheSameLetter()
    {
        await using var bench = await LedgerBench.CreateAsync();
        await using var host = await bench.StartAsync(new BareModule(_ => throw new PermanentFaultException("never")));
        await SendAsync(host);
        var letter = Assert.Single(await bench.SettledAsync(host, 1, "bare")).Letter;

        await LedgerBench.RetryAsync(host, letter.Id);

        await LedgerBench.UntilAsync(
            async () => (await LedgerBench.LettersAsync(host)).All(kept => kept is { Status: DeadLetterStatus.Open, RetryCount: 1 }),
            "the letter open again");
        Assert.Equal(2, Assert.Single(await bench.SettledAsync(host, 1, "bare")).Letter.Attempts);
    }

    private static async Task SendAsync(TestHost host) =>
        await (await host.Bus.GetSendEndpoint(new Uri("exchange:bare"))).Send(new ToyCommand(Guid.NewGuid(), 1m, ToySide.Buy), Token);

    private static Task AcknowledgedAsync(TestHost host, long deliveries) => LedgerBench.UntilAsync(
        () => Task.FromResult(host.Services.GetRequiredService<Shutdown.DeliveryLedger>().Finished >= deliveries), $"{deliveries} deliveries done");

    /// <summary>One endpoint without an inbox.</summary>
    private sealed class BareModule(Func<int, Task> handle) : IWorkerModule, IConsumer<ToyCommand>
    {
        private int _attempts;

        public string Name => "bare";

        public int Attempts => Volatile.Read(ref _attempts);

        public Action<ConsumeContext, int> Before { get; init; } = (_, _) => { };

        public void ConfigureServices(IServiceCollection services, IConfiguration configuration)
        {
        }

        public void ConfigureBus(IBusRegistrationConfigurator bus)
        {
        }

        public void ConfigureTopology(IBusRegistrationContext context, IBusFactoryConfigurator bus) => bus.ReceiveEndpoint("bare", endpoint =>
        {
            endpoint.ApplyDurableDefaults("bare", context);
            endpoint.UseLetterInbox(context);
            endpoint.Instance(this);
        });

        public Task Consume(ConsumeContext<ToyCommand> context)
        {
            var attempt = Interlocked.Increment(ref _attempts);
            Before(context, attempt);
            return handle(attempt);
        }
    }
}
