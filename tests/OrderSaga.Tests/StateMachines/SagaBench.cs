using Bot3.Messaging.Contracts;
using Bot3.Messaging.Hosting.Transport;
using Bot3.Messaging.OrderSaga.Audit;
using Bot3.Messaging.OrderSaga.Persistence;
using Bot3.Messaging.OrderSaga.StateMachines;
using Bot3.Messaging.Persistence.DeadLetters;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.Persistence.Sagas;
using Bot3.Messaging.Persistence.Sessions;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Bot3.Messaging.OrderSaga.Tests.StateMachines;

/// <summary>The module on the in-memory transport and store; what it puts into the outbox is recorded instead of delivered.</summary>
internal sealed class SagaBench : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IBusControl _bus;
    private readonly DeliveryWatch _watch;

    private SagaBench(ServiceProvider services)
    {
        _services = services;
        _bus = services.GetRequiredService<IBusControl>();
        _watch = services.GetRequiredService<DeliveryWatch>();
        Outbox = services.GetRequiredService<RecordingOutbox>();
        Time = services.GetRequiredService<FakeTimeProvider>();
    }

    public RecordingOutbox Outbox { get; }

    public FakeTimeProvider Time { get; }

    public IServiceProvider Services => _services;

    public static async Task<SagaBench> StartAsync(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Append(("Storage:Provider", "Memory")).ToDictionary(pair => pair.Item1, pair => (string?)pair.Item2))
            .Build();
        var module = new OrderSagaModule();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(new FakeTimeProvider(new DateTimeOffset(2026, 2, 7, 12, 0, 0, TimeSpan.Zero)));
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<FakeTimeProvider>());
        services.AddDurableMessaging(new PersistenceOptions { Provider = PersistenceProvider.Memory });
        module.ConfigureServices(services, configuration);
        services.AddSingleton<RecordingOutbox>();
        services.AddSingleton<IMessageOutbox>(provider => provider.GetRequiredService<RecordingOutbox>());
        services.AddSingleton<DeliveryWatch>();
        services.AddReceiveObserver(provider => provider.GetRequiredService<DeliveryWatch>());
        services.AddMassTransit(bus =>
        {
            module.ConfigureBus(bus);
            bus.UsingInMemory((context, memory) =>
            {
                MessageJson.Apply(memory);
                module.ConfigureTopology(context, memory);
                memory.ConfigureEndpoints(context);
            });
        });
        var bench = new SagaBench(services.BuildServiceProvider(validateScopes: true));
        await bench._bus.StartAsync(TestContext.Current.CancellationToken);
        return bench;
    }

    /// <summary>Sends a message to the saga's queue and waits until it has been handled; a fault fails the test.</summary>
    public async Task TellAsync<T>(T message, Guid? messageId = null)
        where T : class
    {
        var id = messageId ?? Guid.NewGuid();
        var handled = _watch.Expect(id);
        var endpoint = await _bus.GetSendEndpoint(new Uri($"queue:{WireNames.OrderSagaQueue}"));
        await endpoint.Send(message, context => context.MessageId = id, TestContext.Current.CancellationToken);
        await handled.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    /// <summary>Publishes plain bytes as a strategy would, and waits until the intake has handled them.</summary>
    public async Task PublishRawAsync(string queue, byte[] body)
    {
        var handled = _watch.ExpectNext();
        var endpoint = await _bus.GetSendEndpoint(new Uri($"queue:{queue}"));
        await endpoint.Send(
            new Nothing(),
            context => context.Serializer = new FixedBodySerializer(body),
            TestContext.Current.CancellationToken);
        await handled.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    public async Task<OrderState> StateAsync(Guid orderId) =>
        (await _services.GetRequiredService<ISagaReader<OrderState>>().FindAsync(orderId, TestContext.Current.CancellationToken))!;

    public async Task<IReadOnlyList<AuditEntry>> TrailAsync(Guid orderId) =>
        await _services.GetRequiredService<IAuditTrail>().ReadAsync(orderId, 10_000, TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<DeadLetter>> DeadLettersAsync() =>
        await _services.GetRequiredService<IDeadLetterLedger>().ListAsync(1_000, TestContext.Current.CancellationToken);

    public IOrderQueries Queries => _services.GetRequiredService<IOrderQueries>();

    /// <summary>Writes an instance past the machine, for statuses that no message of this slice leads to.</summary>
    public async Task ChangeAsync(Guid orderId, Action<OrderState> change)
    {
        var token = TestContext.Current.CancellationToken;
        var store = _services.GetRequiredService<ISagaStore<OrderState>>();
        await using var session = await _services.GetRequiredService<IDurableStore>().BeginAsync(token);
        var state = (await store.LoadAsync(session, orderId, token))!;
        change(state);
        await store.UpdateAsync(session, state, token);
        await session.CommitAsync(token);
    }

    /// <summary>Lets the present deadline pass and tells the saga, as the sweeper would.</summary>
    public async Task PassDeadlineAsync(Guid orderId)
    {
        var state = await StateAsync(orderId);
        var wait = state.Deadline!.Value - Time.GetUtcNow();
        if (wait > TimeSpan.Zero)
            Time.Advance(wait);
        await TellAsync(new OrderDeadlineElapsed
        {
            OrderId = orderId, Status = Enum.Parse<OrderStatus>(state.CurrentState), Deadline = state.Deadline!.Value,
            OccurredAt = Time.GetUtcNow(),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _bus.StopAsync(TestContext.Current.CancellationToken);
        await _services.DisposeAsync();
    }

    public sealed record Nothing;
}
