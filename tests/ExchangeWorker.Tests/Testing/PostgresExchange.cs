using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Bot3.Messaging.ExchangeWorker.Accounts;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Configuration;
using Bot3.Messaging.ExchangeWorker.Leases;
using Bot3.Messaging.ExchangeWorker.Persistence;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.Persistence.Schema;
using Bot3.Messaging.Persistence.Sessions;
using Bot3.Messaging.Persistence.Telemetry;
using Bot3.Messaging.TestKit.Services;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Bot3.Messaging.ExchangeWorker.Tests.Testing;

/// <summary>The worker's services on a real database, with a venue in memory; facts stay in the outbox, for no publisher runs.</summary>
internal sealed class PostgresExchange : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly CancellationTokenSource _leaseLost = new();
    private readonly MeterListener _listener = new();
    private readonly ServiceProvider _services;

    private PostgresExchange(TestDatabase database)
    {
        _database = database;
        var services = new ServiceCollection()
            .AddDurableMessaging(new PersistenceOptions
            {
                Provider = PersistenceProvider.Postgres,
                ConnectionString = database.ConnectionString,
            })
            .AddDurableMigrations<ExchangeDbContext>(ExchangeDbContext.Schema)
            .AddSingleton<IMessageOutbox>(Outbox)
            .AddExchangeCore()
            .AddSingleton<IAttemptStore, PostgresAttemptStore>()
            .AddSingleton<IFillStore, PostgresFillStore>()
            .AddSingleton<ITradeCursorStore, PostgresTradeCursorStore>()
            .AddSingleton<ILeaseStore>(new HookedLeases(new PostgresLeaseStore(), this))
            .AddSingleton(Options.Create(new ExchangeOptions()))
            .Configure<OutboxOptions>(options => options.Bundles = false);
        _services = services.BuildServiceProvider();
        Gateway = new FakeGateway(TimeProvider.System, Account);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == DurableMetrics.Name && instrument.Name.StartsWith("bot3.group.", StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((_, size, tags, _) => Note(tags, () => GroupSizes.Add(size)));
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Note(tags, () => Interlocked.Increment(ref _takenApart)));
        _listener.Start();
    }

    private int _takenApart;

    /// <summary>An account of this test's own, so that the figures of its group are too.</summary>
    public string Account { get; } = $"a{Guid.NewGuid():N}";

    public FakeGateway Gateway { get; }

    public ConcurrentBag<int> GroupSizes { get; } = [];

    public int GroupsTakenApart => Volatile.Read(ref _takenApart);

    /// <summary>Called whenever a work asks whether the lease is held.</summary>
    public Func<Task>? OnHolds { get; set; }

    public RowOutbox Outbox { get; } = new();

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<PostgresExchange> StartAsync()
    {
        RealInfrastructure.Require();
        var exchange = new PostgresExchange(await TestServices.CreateDatabaseAsync(Token));
        await exchange.Get<IDatabaseMigrator>().MigrateAllAsync(Token);
        return exchange;
    }

    public T Get<T>()
        where T : notnull
        => _services.GetRequiredService<T>();

    /// <summary>Takes the lease; the account is open for new orders.</summary>
    public async Task<AccountContext> OpenAccountAsync()
    {
        var lease = await InAsync(
            session => Get<ILeaseStore>().TryAcquireAsync(session, Account, "worker-1", TimeSpan.FromHours(1), Token));
        return Share(lease!);
    }

    /// <summary>Another context under the same lease: with lanes of its own, as another process would have.</summary>
    public AccountContext Share(Lease lease)
    {
        var account = new AccountContext(Gateway, lease, ["BTC/USDT"], _leaseLost.Token);
        account.Gate.Open();
        return account;
    }

    public void LoseLease() => _leaseLost.Cancel();

    /// <summary>Occupies the account's group until the result is completed: what comes meanwhile makes up the next group.</summary>
    public async Task<(TaskCompletionSource Release, Task Done)> HoldGroupAsync()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = new DurableWork
        {
            Group = $"exchange-{Account}",
            Handle = _ =>
            {
                begun.TrySetResult();
                return release.Task;
            },
        };
        var done = Get<IDurableStore>().RunAsync(work, Token);
        await begun.Task.WaitAsync(Token);
        return (release, done);
    }

    public async Task<T> InAsync<T>(Func<IDurableSession, ValueTask<T>> work)
    {
        await using var session = await Get<IDurableStore>().BeginAsync(Token);
        var result = await work(session);
        await session.CommitAsync(Token);
        return result;
    }

    public Task<Attempt?> ReadAsync(string clientOrderId) =>
        InAsync(session => Get<IAttemptStore>().LockAsync(session, Account, clientOrderId, Token));

    /// <summary>The messages of a type in the outbox table, by message id and correlation id.</summary>
    public async Task<IReadOnlyList<(Guid MessageId, Guid OrderId, JsonElement Body)>> StoredAsync(string type)
    {
        await using var command = Get<NpgsqlDataSource>().CreateCommand(
            "SELECT message_id, correlation_id, body FROM messaging.outbox WHERE destination = $1");
        command.Parameters.AddWithValue($"test:{type}");
        await using var reader = await command.ExecuteReaderAsync(Token);
        var found = new List<(Guid MessageId, Guid OrderId, JsonElement Body)>();
        while (await reader.ReadAsync(Token))
            found.Add((reader.GetGuid(0), reader.GetGuid(1), JsonSerializer.Deserialize<JsonElement>(reader.GetFieldValue<byte[]>(2))));
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _leaseLost.Dispose();
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    private void Note(ReadOnlySpan<KeyValuePair<string, object?>> tags, Action note)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == "group" && tag.Value as string == $"exchange-{Account}")
                note();
        }
    }

    private sealed class HookedLeases(ILeaseStore inner, PostgresExchange exchange) : ILeaseStore
    {
        public void Announce(Bot3.Messaging.Persistence.Groups.PostgresGroup group, Lease lease) => inner.Announce(group, lease);

        public async ValueTask<bool> HoldsAsync(IDurableSession session, Lease lease, CancellationToken cancellationToken)
        {
            if (exchange.OnHolds is { } hook)
                await hook();
            return await inner.HoldsAsync(session, lease, cancellationToken);
        }

        public ValueTask<Lease?> TryAcquireAsync(
            IDurableSession session, string account, string owner, TimeSpan duration, CancellationToken cancellationToken) =>
            inner.TryAcquireAsync(session, account, owner, duration, cancellationToken);

        public ValueTask<bool> TryRenewAsync(IDurableSession session, Lease lease, TimeSpan duration, CancellationToken cancellationToken) =>
            inner.TryRenewAsync(session, lease, duration, cancellationToken);

        public ValueTask ReleaseAsync(IDurableSession session, Lease lease, CancellationToken cancellationToken) =>
            inner.ReleaseAsync(session, lease, cancellationToken);
    }
}

/// <summary>Makes rows of the outbox without a bus.</summary>
internal sealed class RowOutbox : IMessageOutbox
{
    private readonly ConcurrentQueue<object> _told = new();

    /// <summary>All messages in the order of telling, those of works that ran again several times.</summary>
    public IReadOnlyList<object> Told => [.. _told];

    public ValueTask PublishAsync<T>(
        IDurableSession session, T message, Guid messageId, Guid? correlationId, CancellationToken cancellationToken)
        where T : class
        => Add(session, message, messageId, correlationId, null);

    public ValueTask SendAsync<T>(
        IDurableSession session, string queue, T message, Guid messageId, Guid? correlationId, DateTimeOffset? dueAt,
        CancellationToken cancellationToken)
        where T : class
        => Add(session, message, messageId, correlationId, dueAt);

    private ValueTask Add<T>(IDurableSession session, T message, Guid messageId, Guid? correlationId, DateTimeOffset? dueAt)
        where T : class
    {
        _told.Enqueue(message);
        session.AddOutbox(new OutboxMessage
        {
            MessageId = messageId,
            Destination = new Uri($"test:{typeof(T).Name}"),
            Mandatory = false,
            ContentType = "application/json",
            Body = JsonSerializer.SerializeToUtf8Bytes(message),
            CorrelationId = correlationId,
            DueAt = dueAt,
        });
        return ValueTask.CompletedTask;
    }
}
