using Bot3.Messaging.Contracts;
using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.Persistence.Schema;
using Bot3.Messaging.Persistence.Sessions;
using Bot3.Messaging.RiskWorker.Decisions;
using Bot3.Messaging.RiskWorker.Persistence;
using Bot3.Messaging.RiskWorker.Portfolio;
using Bot3.Messaging.RiskWorker.Snapshots;
using Bot3.Messaging.TestKit.Services;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Bot3.Messaging.RiskWorker.Tests;

/// <summary>Risk's desk and books over one of the two stores, with a clock to turn and broadcasts already heard.</summary>
public sealed class RiskFixture : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly TestDatabase? _database;

    private RiskFixture(ServiceProvider services, TestDatabase? database, FakeTimeProvider time)
        => (_services, _database, Time) = (services, database, time);

    public static DateTimeOffset Start { get; } = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    public FakeTimeProvider Time { get; }

    public IDurableStore Sessions => _services.GetRequiredService<IDurableStore>();

    public IRiskStore Store => _services.GetRequiredService<IRiskStore>();

    internal MarketBoard Board => _services.GetRequiredService<MarketBoard>();

    internal RiskDesk Desk => _services.GetRequiredService<RiskDesk>();

    internal PortfolioBooks Books => _services.GetRequiredService<PortfolioBooks>();

    public static async Task<RiskFixture> CreateAsync(
        PersistenceProvider provider, CancellationToken cancellationToken, Action<RiskOptions>? configure = null)
    {
        if (provider == PersistenceProvider.Postgres)
            RealInfrastructure.Require();
        var database = provider == PersistenceProvider.Postgres ? await TestServices.CreateDatabaseAsync(cancellationToken) : null;
        var time = new FakeTimeProvider(Start);
        var options = new RiskOptions { LimitsVersion = 7, Accounts = { ["main"] = Samples.Limits() } };
        configure?.Invoke(options);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton(Options.Create(options));
        services.AddSingleton<MarketBoard>().AddSingleton<RiskDesk>().AddSingleton<PortfolioBooks>();
        services.AddDurableMessaging(new PersistenceOptions { Provider = provider, ConnectionString = database?.ConnectionString });
        if (database is null)
        {
            services.AddSingleton<IRiskStore, MemoryRiskStore>();
        }
        else
        {
            services.AddSingleton<IRiskStore, PostgresRiskStore>();
            services.AddDurableMigrations<RiskDbContext>(RiskDbContext.Schema);
        }

        var fixture = new RiskFixture(services.BuildServiceProvider(), database, time);
        if (database is not null)
            await fixture._services.GetRequiredService<IDatabaseMigrator>().MigrateAllAsync(cancellationToken);
        fixture.Board.Take(Samples.Market(Start));
        fixture.Board.Take(Samples.Rules(Start));
        fixture.Board.Take(Samples.Balances(Start));
        return fixture;
    }

    public async Task<T> CommitAsync<T>(Func<IDurableSession, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var session = await Sessions.BeginAsync(cancellationToken);
        var result = await work(session);
        await session.CommitAsync(cancellationToken);
        return result;
    }

    public Task<StoredDecision> DecideAsync(SubmitOrder order, CancellationToken cancellationToken)
        => CommitAsync(session => Desk.DecideAsync(session, order, cancellationToken), cancellationToken);

    public Task<StoredPosition?> FillAsync(OrderFilled filled, CancellationToken cancellationToken)
        => CommitAsync(session => Books.ApplyAsync(session, filled, Time.GetUtcNow(), cancellationToken), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }
}
