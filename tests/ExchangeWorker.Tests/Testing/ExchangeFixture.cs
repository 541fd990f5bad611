using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Values;
using Bot3.Messaging.ExchangeWorker.Accounts;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Commands;
using Bot3.Messaging.ExchangeWorker.Configuration;
using Bot3.Messaging.ExchangeWorker.Leases;
using Bot3.Messaging.ExchangeWorker.Persistence;
using Bot3.Messaging.Hosting.Broadcasting;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.Persistence.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Bot3.Messaging.ExchangeWorker.Tests.Testing;

/// <summary>The worker's services on the memory store, a clock in the test's hand, and a venue in memory.</summary>
internal sealed class ExchangeFixture : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _leaseLost = new();

    public ExchangeFixture(Action<ExchangeOptions>? configure = null)
    {
        Gateway = new FakeGateway(Time);
        Outbox = new RecordingOutbox(Crashes);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddDurableMessaging(new PersistenceOptions { Provider = PersistenceProvider.Memory });
        services.AddSingleton<IMessageOutbox>(Outbox);
        services.AddSingleton<IDurableStore>(provider => new CrashingStore(provider.GetRequiredService<MemoryDurableStore>(), Crashes));
        services.AddExchangeCore();
        services.AddSingleton<ICommandEndpoint>(Endpoint);
        services.AddSingleton<IBroadcaster>(Broadcaster);
        services.AddSingleton<IAttemptStore, MemoryAttemptStore>();
        services.AddSingleton<IFillStore, MemoryFillStore>();
        services.AddSingleton<ITradeCursorStore, MemoryTradeCursorStore>();
        services.AddSingleton<ILeaseStore, MemoryLeaseStore>();
        var options = new ExchangeOptions { AdmissionWait = TimeSpan.Zero };
        configure?.Invoke(options);
        services.AddSingleton(Options.Create(options));
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public CrashPlan Crashes { get; } = new();

    public FakeEndpoint Endpoint { get; } = new();

    public FakeBroadcaster Broadcaster { get; } = new();

    public FakeGateway Gateway { get; }

    public RecordingOutbox Outbox { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull
        => _services.GetRequiredService<T>();

    /// <summary>Takes the lease and opens the account for new orders.</summary>
    public async Task<AccountContext> OpenAccountAsync(bool gateOpen = true, string owner = "worker-1")
    {
        await using var session = await Get<MemoryDurableStore>().BeginAsync(Token);
        var lease = await Get<ILeaseStore>().TryAcquireAsync(session, "main", owner, TimeSpan.FromHours(1), Token);
        await session.CommitAsync(Token);
        var account = new AccountContext(Gateway, lease!, ["BTC/USDT"], _leaseLost.Token);
        if (gateOpen)
            account.Gate.Open();
        return account;
    }

    /// <summary>Lets time pass in small steps until something holds; work in the background goes on in between.</summary>
    public async Task UntilAsync(Func<bool> holds, string what)
    {
        for (var step = 0; !holds(); step++)
        {
            Assert.True(step < 5000, $"never happened: {what}");
            Time.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Token);
        }
    }

    public void LoseLease() => _leaseLost.Cancel();

    public async Task<Attempt?> ReadAsync(string clientOrderId)
    {
        await using var session = await Get<MemoryDurableStore>().BeginAsync(Token);
        return await Get<IAttemptStore>().LockAsync(session, "main", clientOrderId, Token);
    }

    public Task PlaceAsync(AccountContext account, PlaceOrder command) => Get<PlacementHandler>().HandleAsync(account, command, Token);

    public Task CancelAsync(AccountContext account, PlaceOrder placed) => Get<CancelHandler>().HandleAsync(account, Cancel(placed), Token);

    public Task ResolveAsync(AccountContext account, PlaceOrder placed) => Get<ResolveHandler>().HandleAsync(
        account,
        new ResolveVenueOrder
        {
            OrderId = placed.OrderId,
            ClientOrderId = placed.ClientOrderId,
            Account = placed.Account,
            Venue = placed.Venue,
            Symbol = placed.Symbol,
            RequestedAt = Time.GetUtcNow(),
        },
        Token);

    public CancelVenueOrder Cancel(PlaceOrder placed) => new()
    {
        OrderId = placed.OrderId,
        ClientOrderId = placed.ClientOrderId,
        Account = placed.Account,
        Venue = placed.Venue,
        Symbol = placed.Symbol,
        RequestedAt = Time.GetUtcNow(),
    };

    public PlaceOrder Order(int attempt = 0, Guid? orderId = null, decimal quantity = 2m)
    {
        var id = orderId ?? Guid.CreateVersion7(Time.GetUtcNow());
        return new PlaceOrder
        {
            OrderId = id,
            Slice = 0,
            Attempt = attempt,
            ClientOrderId = ClientOrderId.For(OrderId.Create(id), 0, attempt).Value,
            StrategyId = "trend",
            Account = "main",
            Venue = "binance",
            Symbol = "BTC/USDT",
            Side = OrderSide.Buy,
            Type = OrderType.Limit,
            Quantity = quantity,
            LimitPrice = 100m,
            TimeInForce = TimeInForce.Gtc,
            RiskDecisionId = Guid.CreateVersion7(Time.GetUtcNow()),
            LimitsVersion = 7,
            NotAfter = Time.GetUtcNow().AddHours(1),
            RequestedAt = Time.GetUtcNow(),
        };
    }

    public async ValueTask DisposeAsync()
    {
        _leaseLost.Dispose();
        await _services.DisposeAsync();
    }
}
