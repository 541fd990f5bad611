using System.Collections.Concurrent;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Values;
using Bot3.Messaging.ExchangeSimulator;
using Bot3.Messaging.ExchangeSimulator.Faults;
using Bot3.Messaging.ExchangeSimulator.Limits;
using Bot3.Messaging.ExchangeWorker.Accounts;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Commands;
using Bot3.Messaging.ExchangeWorker.Configuration;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance;
using Bot3.Messaging.ExchangeWorker.Leases;
using Bot3.Messaging.ExchangeWorker.Persistence;
using Bot3.Messaging.ExchangeWorker.Tests.Testing;
using Bot3.Messaging.Hosting.Broadcasting;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.Persistence.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.ExchangeWorker.Tests.Soak;

/// <summary>The whole worker, without bus and database, against a simulator that disturbs about one call in three.</summary>
internal sealed class ConnectorSoak : IAsyncDisposable
{
    private const int AnswerUnlisted = 3507;

    /// <summary>Commands in hand at the same time, as by the worker's queue.</summary>
    private const int Concurrency = 64;

    /// <summary>Attempts of one order, after which it is given up.</summary>
    private const int AttemptsMax = 20;

    /// <summary>Looks at an attempt in doubt, 200 ms apart; by far more than it takes.</summary>
    private const int LooksMax = 1_500;

    private static readonly TimeSpan CancelInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    private readonly SimulatorHost _venue;
    private readonly ServiceProvider _services;
    private readonly FakeEndpoint _endpoint = new();
    private readonly RecordingOutbox _outbox = new(new CrashPlan());
    private readonly WarningCollector _log = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, PlaceOrder> _orders = new(StringComparer.Ordinal);
    private readonly int _seed;

    private ConnectorSoak(SimulatorHost venue, int seed)
    {
        (_venue, _seed) = (venue, seed);
        _services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(_log))
            .AddSingleton(TimeProvider.System)
            .AddDurableMessaging(new PersistenceOptions { Provider = PersistenceProvider.Memory })
            .AddSingleton<IMessageOutbox>(_outbox)
            .AddExchangeCore()
            .AddSingleton<ICommandEndpoint>(_endpoint)
            .AddSingleton<IBroadcaster>(new FakeBroadcaster())
            .AddSingleton<IAttemptStore, MemoryAttemptStore>()
            .AddSingleton<IFillStore, MemoryFillStore>()
            .AddSingleton<ITradeCursorStore, MemoryTradeCursorStore>()
            .AddSingleton<ILeaseStore, MemoryLeaseStore>()
            .AddSingleton(Options.Create(Settings()))
            .BuildServiceProvider();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What a person would be told, by event id.</summary>
    public IReadOnlyDictionary<int, int> Warnings => _log.Counts;

    /// <summary>Texts in which the venue speaks of a ban.</summary>
    public IReadOnlyCollection<string> Bans => _log.Bans;

    /// <summary>Answers that the outcome table does not know.</summary>
    public IReadOnlyCollection<string> Unlisted => _log.Unlisted;

    /// <summary>Facts told, each once.</summary>
    public IReadOnlyList<object> Facts => _outbox.Facts;

    /// <summary>The attempts by their client order ids.</summary>
    public IReadOnlyDictionary<string, PlaceOrder> Orders => _orders;

    /// <summary>Starts a venue, and the worker at it.</summary>
    public static async Task<ConnectorSoak> StartAsync(int seed)
    {
        var venue = await SimulatorHost.StartAsync(
            new SimulatorOptions
            {
                Port = 0,
                Seed = seed,
                Faults = FaultProfile.Heavy,
                RateLimits = new RateLimitOptions { RequestWeightPerMinute = 10_000_000, OrdersPer10Seconds = 1_000_000, OrdersPerDay = 100_000_000 },
            },
            Token);
        return new ConnectorSoak(venue, seed);
    }

    /// <summary>Sends so many orders, some of them delivered twice, cancels those that rest, and waits until all are settled.</summary>
    public async Task RunAsync(int count)
    {
        var options = Binance.Accounts.Options(_venue.BaseAddress);
        options.RecvWindow = TimeSpan.FromSeconds(1);
        options.RequestTimeout = TimeSpan.FromSeconds(3);
        await using var gateway = BinanceGatewayFactory.Create(options, _services);
        var worker = _services.GetRequiredService<AccountWorker>().RunAsync(gateway, ["BTC/USDT"], _stop.Token);
        try
        {
            var random = new Random(_seed);
            var orders = Enumerable.Range(0, count).Select(_ => Order(random)).ToList();
            using var sent = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var cancels = CancelRestingAsync(sent.Token);
            await Parallel.ForEachAsync(
                orders,
                new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = Token },
                async (order, token) => await DeliverAsync(order.Command, order.Twice, token));
            await sent.CancelAsync();
            await cancels;
            await SettleAsync();
        }
        finally
        {
            await _stop.CancelAsync();
            await worker;
        }
    }

    /// <summary>The venue's truth.</summary>
    public ExchangeSimulator.Admin.VenueTruth Truth() => _venue.Truth();

    /// <summary>An attempt as stored.</summary>
    public async Task<Attempt?> ReadAsync(string clientOrderId)
    {
        await using var session = await _services.GetRequiredService<IDurableStore>().BeginAsync(Token);
        return await _services.GetRequiredService<IAttemptStore>().LockAsync(session, "main", clientOrderId, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _venue.DisposeAsync();
        _stop.Dispose();
    }

    private static ExchangeOptions Settings() => new()
    {
        AdmissionWait = TimeSpan.FromSeconds(10),
        ReconcileInterval = TimeSpan.FromSeconds(1),
        ReconcileRetryDelay = TimeSpan.FromMilliseconds(50),
        SendWithin = TimeSpan.FromSeconds(3),
        Resolution = new ResolutionOptions
        {
            Tick = TimeSpan.FromMilliseconds(50),
            DelayFirst = TimeSpan.FromMilliseconds(100),
            DelayMax = TimeSpan.FromMilliseconds(500),
            ReceiveWindow = TimeSpan.FromSeconds(1),
            EngineTimeout = TimeSpan.FromSeconds(1),
            Margin = TimeSpan.FromSeconds(2),
            NotFoundSpacing = TimeSpan.FromMilliseconds(200),
        },
    };

    private static (PlaceOrder Command, bool Twice) Order(Random random)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var kind = random.Next(10);
        var buy = random.Next(2) == 0;
        var command = new PlaceOrder
        {
            OrderId = id,
            Slice = 0,
            Attempt = 0,
            ClientOrderId = ClientOrderId.For(OrderId.Create(id), 0, 0).Value,
            StrategyId = "soak",
            Account = "main",
            Venue = "binance",
            Symbol = "BTC/USDT",
            Side = buy ? OrderSide.Buy : OrderSide.Sell,
            Type = kind < 7 ? OrderType.Market : OrderType.Limit,
            Quantity = random.Next(1, 20) * 0.001m,
            LimitPrice = kind < 7 ? null : buy ? 60_000m : 70_000m,
            TimeInForce = kind < 9 ? TimeInForce.Gtc : TimeInForce.Ioc,
            RiskDecisionId = Guid.CreateVersion7(),
            LimitsVersion = 1,
            NotAfter = TimeProvider.System.GetUtcNow().AddHours(10),
            RequestedAt = TimeProvider.System.GetUtcNow(),
        };
        return (command, random.Next(4) == 0);
    }

    /// <summary>As the saga would: what provably never arrived is tried again, by an attempt of its own.</summary>
    private async Task DeliverAsync(PlaceOrder command, bool twice, CancellationToken cancellationToken)
    {
        for (var number = 0; ; number++)
        {
            var attempted = command with
            {
                Attempt = number,
                ClientOrderId = ClientOrderId.For(OrderId.Create(command.OrderId), 0, number).Value,
            };
            _orders[attempted.ClientOrderId] = attempted;
            await DeliverUntilStoredAsync(attempted, twice, cancellationToken);
            var known = await OutcomeAsync(attempted, cancellationToken);
            if (number == AttemptsMax || known.State is not (AttemptState.NotSent or AttemptState.Absent))
                return;
            await Task.Delay(known.RetryAfter ?? RetryDelay, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>As the broker would: until an attempt is stored, and some commands twice.</summary>
    private async Task DeliverUntilStoredAsync(PlaceOrder command, bool twice, CancellationToken cancellationToken)
    {
        var deliveries = 0;
        while (deliveries < (twice ? 2 : 1) || await ReadAsync(command.ClientOrderId) is null)
        {
            if (_endpoint.Open is not [var account, ..])
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
                continue;
            }

            await _services.GetRequiredService<PlacementHandler>().HandleAsync(account, command, cancellationToken);
            deliveries++;
        }
    }

    /// <summary>Waits until nobody doubts any more whether the venue has it.</summary>
    private async Task<Attempt> OutcomeAsync(PlaceOrder command, CancellationToken cancellationToken)
    {
        for (var look = 0; look < LooksMax; look++)
        {
            if (await ReadAsync(command.ClientOrderId) is { } attempt && !attempt.State.IsInDoubt())
                return attempt;
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
        }

        throw new InvalidOperationException($"{command.ClientOrderId} stays in doubt");
    }

    /// <summary>Cancels what rests while more is sent: a venue takes so many open orders only.</summary>
    private async Task CancelRestingAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(CancelInterval, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
                return;
            if (_endpoint.Open is [var account, ..])
                await CancelAsync(account, await UnsettledAsync());
        }
    }

    private async Task SettleAsync()
    {
        for (var look = 0; ; look++)
        {
            Assert.True(look < 3_000, "the attempts were never settled");
            var open = await UnsettledAsync();
            if (open.Count == 0)
                return;
            if (look % 20 == 10 && _endpoint.Open is [var account, ..])
                await CancelAsync(account, open);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Token);
        }
    }

    private async Task<IReadOnlyList<Attempt>> UnsettledAsync()
    {
        await using var session = await _services.GetRequiredService<IDurableStore>().BeginAsync(Token);
        return await _services.GetRequiredService<IAttemptStore>().ListUnsettledAsync(session, "main", 1_000_000, Token);
    }

    private Task CancelAsync(AccountContext account, IReadOnlyList<Attempt> open) => Parallel.ForEachAsync(
        open.Where(attempt => attempt.State == AttemptState.Open),
        new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = Token },
        async (attempt, token) => await _services.GetRequiredService<CancelHandler>().HandleAsync(
            account,
            new CancelVenueOrder
            {
                OrderId = attempt.OrderId,
                ClientOrderId = attempt.ClientOrderId,
                Account = attempt.Account,
                Venue = attempt.Venue,
                Symbol = attempt.Symbol,
                RequestedAt = TimeProvider.System.GetUtcNow(),
            },
            token));

    /// <summary>Counts warnings, and keeps what speaks of a ban.</summary>
    private sealed class WarningCollector : ILoggerProvider, ILogger
    {
        private readonly ConcurrentDictionary<int, int> _counts = new();
        private readonly ConcurrentQueue<string> _bans = new();
        private readonly ConcurrentQueue<string> _unlisted = new();

        public IReadOnlyDictionary<int, int> Counts => _counts;

        public IReadOnlyCollection<string> Bans => _bans;

        public IReadOnlyCollection<string> Unlisted => _unlisted;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Warning)
                _counts.AddOrUpdate(eventId.Id, 1, (_, count) => count + 1);
            var text = formatter(state, exception);
            if (text.Contains("banned", StringComparison.OrdinalIgnoreCase) || text.Contains("Http418", StringComparison.Ordinal))
                _bans.Enqueue(text);
            if (eventId.Id == AnswerUnlisted)
                _unlisted.Enqueue(text);
        }

        public void Dispose()
        {
        }
    }
}
