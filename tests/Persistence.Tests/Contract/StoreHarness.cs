using Bot3.Messaging.Persistence.DeadLetters;
using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.Persistence.Sagas;
using Bot3.Messaging.Persistence.Sessions;
using Bot3.Messaging.Persistence.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Bot3.Messaging.Persistence.Tests.Contract;

/// <summary>One store with everything that works on it, a clock to turn, and a transport that only notes.</summary>
public sealed class StoreHarness : IAsyncDisposable
{
    private readonly HashSet<string> _business = [];
    private readonly ServiceProvider _services;

    private StoreHarness(ServiceProvider services, FakeTimeProvider time)
    {
        _services = services;
        Time = time;
        Sagas = DurableRepositoryRegistration.Create(Store, Ticket.Table);
    }

    public FakeTimeProvider Time { get; }

    public IDurableStore Store => _services.GetRequiredService<IDurableStore>();

    public ISagaStore<Ticket> Sagas { get; }

    public ISagaReader<Ticket> Reader => (ISagaReader<Ticket>)Sagas;

    public IDeadLetterLedger Ledger => _services.GetRequiredService<IDeadLetterLedger>();

    internal IOutboxRows Rows => _services.GetRequiredService<IOutboxRows>();

    internal InboxSweeper InboxSweeper => _services.GetRequiredService<InboxSweeper>();

    internal LedgerSweeper LedgerSweeper => _services.GetRequiredService<LedgerSweeper>();

    internal ISettledLetters SettledLetters => _services.GetRequiredService<ISettledLetters>();

    internal OutboxSweeper Sweeper { get; private set; } = null!;

    internal NotingTransport Transport { get; } = new();

    internal NotingDispatcher Dispatcher => (NotingDispatcher)_services.GetRequiredService<IOutboxDispatcher>();

    public static async Task<StoreHarness> CreateAsync(PersistenceProvider provider, CancellationToken cancellationToken)
    {
        var options = new PersistenceOptions { Provider = provider };
        if (provider == PersistenceProvider.Postgres)
            options.ConnectionString = await RealServices.FreshDatabaseAsync(cancellationToken);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.Zero));
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton<IOutboxDispatcher>(new NotingDispatcher());
        services.Configure<LedgerOptions>(ledger => ledger.SweepBatchSize = 2);
        services.AddDurableMessaging(options);
        var harness = new StoreHarness(services.BuildServiceProvider(), time);
        harness.Sweeper = new OutboxSweeper(
            harness.Rows, harness.Transport, new OutboxSignal(), Options.Create(new OutboxOptions { SweepBatchSize = 2 }), time,
            NullLogger<OutboxSweeper>.Instance);
        if (provider == PersistenceProvider.Postgres)
        {
            await TicketHost.CreateSchemaAsync(harness._services, cancellationToken);
            await using var command = harness._services.GetRequiredService<NpgsqlDataSource>()
                .CreateCommand("CREATE TABLE tickets.business (name text PRIMARY KEY)");
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return harness;
    }

    /// <summary>A business row, written the way that workers' stores write theirs.</summary>
    public async Task WriteBusinessAsync(IDurableSession session, string name, CancellationToken cancellationToken)
    {
        if (session is MemorySession memory)
        {
            _business.Add(name);
            memory.OnRollback(() => _business.Remove(name));
            return;
        }

        var postgres = PostgresSession.From(session);
        await using var command = new NpgsqlCommand("INSERT INTO tickets.business VALUES ($1)", postgres.Connection, postgres.Transaction);
        command.Parameters.AddWithValue(name);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<long> CountBusinessAsync(CancellationToken cancellationToken)
    {
        if (Store is MemoryDurableStore)
            return _business.Count;
        await using var command = _services.GetRequiredService<NpgsqlDataSource>().CreateCommand("SELECT count(*) FROM tickets.business");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Runs and commits one unit of work.</summary>
    public async Task CommitAsync(Func<IDurableSession, Task> work, CancellationToken cancellationToken)
    {
        await using var session = await Store.BeginAsync(cancellationToken);
        await work(session);
        await session.CommitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

internal sealed class NotingDispatcher : IOutboxDispatcher
{
    public List<OutboxRow> Rows { get; } = [];

    public void Dispatch(IReadOnlyList<OutboxRow> rows) => Rows.AddRange(rows);
}

internal sealed class NotingTransport : IOutboxTransport
{
    private readonly Lock _gate = new();

    public bool IsReady { get; set; } = true;

    public Func<OutboxMessage, Exception?> Failure { get; set; } = _ => null;

    public List<OutboxMessage> Sent { get; } = [];

    public Task SendAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        if (Failure(message) is { } exception)
            return Task.FromException(exception);
        lock (_gate)
            Sent.Add(message);
        return Task.CompletedTask;
    }
}
