using System.Text.Json;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeSimulator;
using Bot3.Messaging.ExchangeSimulator.Faults;
using Bot3.Messaging.ExchangeWorker.Tests.Testing;
using Bot3.Messaging.Hosting;
using Bot3.Messaging.Persistence.DeadLetters;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Sessions;
using MassTransit;
using MassTransit.Serialization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bot3.Messaging.ExchangeWorker.Tests;

/// <summary>The whole worker on the in-memory bus, against a venue that shares no code with it.</summary>
public sealed class ModuleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData(FaultKind.NoAnswerAfterEngine)]
    [InlineData(FaultKind.DuplicateEvent)]
    [InlineData(FaultKind.EventBeforeAnswer)]
    [InlineData(FaultKind.DelayedAnswer)]
    public async Task MarketOrder_ThroughTheQueue_IsFilledAtTheVenueOnce(FaultKind? fault)
    {
        await using var venue = await SimulatorHost.StartAsync(new SimulatorOptions { Port = 0 }, Token);
        var facts = new FactCollector();
        var builder = WorkerHost.CreateBuilder(Configuration(venue.BaseAddress), new ExchangeModule(), new ListeningModule(facts));
        await using var host = builder.Build();
        await host.StartAsync(Token);
        if (fault is { } kind)
            venue.AddFault(new FaultRule(kind) { Call = kind == FaultKind.DuplicateEvent ? null : "order.place", Count = 1 });
        await using var fixture = new ExchangeFixture();
        var order = MarketOrder(fixture);

        await UntilFilledAsync(host.Services, facts, order);
        var truth = venue.Truth();
        Assert.Single(truth.Orders, known => known.ClientOrderId == order.ClientOrderId);
        Assert.Equal(0.01m, facts.Fills.DistinctBy(fill => fill.TradeId).Sum(fill => fill.Quantity));
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task PlaceOrder_PutBackFromTheLedger_IsPlacedAndItsLetterStaysSettled()
    {
        await using var venue = await SimulatorHost.StartAsync(new SimulatorOptions { Port = 0 }, Token);
        var facts = new FactCollector();
        await using var host = WorkerHost.CreateBuilder(Configuration(venue.BaseAddress), new ExchangeModule(), new ListeningModule(facts)).Build();
        await host.StartAsync(Token);
        await using var fixture = new ExchangeFixture();
        // A letter is put back once, so the queue must be there.
        await UntilFilledAsync(host.Services, facts, MarketOrder(fixture));
        var order = MarketOrder(fixture);
        var letter = Letter(order);
        Assert.Equal(CaptureOutcome.Recorded, await InSessionAsync(
            host.Services, (ledger, session) => ledger.CaptureAsync(session, letter, CaptureSource.ErrorQueue, Token)));

        Assert.Equal(LedgerChange.Done, await InSessionAsync(host.Services, (ledger, session) => ledger.RetryAsync(session, letter.Id, Token)));
        for (var look = 0; look < 1_500 && facts.FilledOf(order) < order.Quantity; look++)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);

        Assert.Equal(order.Quantity, facts.FilledOf(order));
        var outcome = CaptureOutcome.Recorded;
        // The command is remembered once it has been handled, a moment after its fill is told.
        for (var look = 0; look < 500 && outcome != CaptureOutcome.HandledBefore; look++)
        {
            await using var session = await host.Services.GetRequiredService<IDurableStore>().BeginAsync(Token);
            outcome = await host.Services.GetRequiredService<IDeadLetterLedger>().CaptureAsync(session, letter, CaptureSource.ErrorQueue, Token);
            await session.DisposeAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        }

        Assert.Equal(CaptureOutcome.HandledBefore, outcome);
        var kept = await host.Services.GetRequiredService<IDeadLetterLedger>().FindAsync(letter.Id, Token);
        Assert.Equal((DeadLetterStatus.Retried, 1), (kept!.Status, kept.RetryCount));
        await host.StopAsync(Token);
    }

    private static PlaceOrder MarketOrder(ExchangeFixture fixture) => fixture.Order(quantity: 0.01m) with
    {
        Type = OrderType.Market,
        LimitPrice = null,
        NotAfter = TimeProvider.System.GetUtcNow().AddMinutes(5),
    };

    // The in-memory transport drops what is sent before the account's queue is connected: sent again until it is heard of, which is harmless.
    private static async Task UntilFilledAsync(IServiceProvider services, FactCollector facts, PlaceOrder order)
    {
        for (var sent = 0; facts.Fills.Sum(fill => fill.Quantity) < order.Quantity; sent++)
        {
            Assert.True(sent < 60, "never filled");
            await SendAsync(services, order);
            await facts.WaitAsync(order.Quantity, Token);
        }
    }

    private static DeadLetter Letter(PlaceOrder order)
    {
        var id = Guid.NewGuid();
        var envelope = new
        {
            messageId = id,
            messageType = new[] { MessageUrn.ForTypeString<PlaceOrder>() },
            message = JsonSerializer.SerializeToElement(order, SystemTextJsonMessageSerializer.Options),
        };
        return new DeadLetter
        {
            Id = Guid.NewGuid(),
            MessageId = id,
            Endpoint = WireNames.ExchangeCommandsQueue("main"),
            ContentType = "application/vnd.masstransit+json",
            Body = JsonSerializer.SerializeToUtf8Bytes(envelope),
            Reason = "Fault: it was broken then",
            ReceivedAt = TimeProvider.System.GetUtcNow(),
        };
    }

    private static async Task<T> InSessionAsync<T>(IServiceProvider services, Func<IDeadLetterLedger, IDurableSession, ValueTask<T>> work)
    {
        await using var session = await services.GetRequiredService<IDurableStore>().BeginAsync(Token);
        var result = await work(services.GetRequiredService<IDeadLetterLedger>(), session);
        await session.CommitAsync(Token);
        return result;
    }

    private static async Task SendAsync(IServiceProvider services, PlaceOrder order)
    {
        await using var session = await services.GetRequiredService<IDurableStore>().BeginAsync(Token);
        await services.GetRequiredService<IMessageOutbox>().SendAsync(
            session, WireNames.ExchangeCommandsQueue("main"), order, Guid.NewGuid(), order.OrderId, null, Token);
        await session.CommitAsync(Token);
    }

    private static IConfiguration Configuration(Uri venue) => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Bus:Transport"] = "InMemory",
        ["Storage:Provider"] = "Memory",
        ["Exchange:Accounts:0:Account"] = "main",
        ["Exchange:Accounts:0:Symbols:0"] = "BTC/USDT",
        ["Exchange:Accounts:0:Binance:RestUrl"] = venue.ToString(),
        ["Exchange:Accounts:0:Binance:WebSocketApiUrl"] = new UriBuilder(venue) { Scheme = "ws", Path = "/ws-api/v3" }.Uri.ToString(),
        ["Exchange:Accounts:0:Binance:ApiKey"] = "test-key",
        ["Exchange:Accounts:0:Binance:ApiSecret"] = "test-secret",
        ["Exchange:Accounts:0:Binance:RequestTimeout"] = "00:00:02",
    }).Build();

    private sealed class ListeningModule(FactCollector facts) : IWorkerModule
    {
        public string Name => "listening";

        public void ConfigureServices(IServiceCollection services, IConfiguration configuration) => services.AddSingleton(facts);

        public void ConfigureBus(IBusRegistrationConfigurator bus)
        {
        }

        public void ConfigureTopology(IBusRegistrationContext context, IBusFactoryConfigurator bus) =>
            bus.ReceiveEndpoint("listening", endpoint => endpoint.Instance(facts));
    }

    private sealed class FactCollector : IConsumer<OrderFilled>
    {
        private readonly List<OrderFilled> _fills = [];

        public IReadOnlyList<OrderFilled> Fills
        {
            get
            {
                lock (_fills)
                    return [.. _fills];
            }
        }

        public decimal FilledOf(PlaceOrder order) =>
            Fills.Where(fill => fill.OrderId == order.OrderId).DistinctBy(fill => fill.TradeId).Sum(fill => fill.Quantity);

        public Task Consume(ConsumeContext<OrderFilled> context)
        {
            lock (_fills)
                _fills.Add(context.Message);
            return Task.CompletedTask;
        }

        public async Task WaitAsync(decimal quantity, CancellationToken cancellationToken)
        {
            for (var wait = 0; wait < 50 && Fills.Sum(fill => fill.Quantity) < quantity; wait++)
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }
}
