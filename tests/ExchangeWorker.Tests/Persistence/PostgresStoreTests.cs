using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Leases;
using Bot3.Messaging.ExchangeWorker.Limits;
using Bot3.Messaging.ExchangeWorker.Persistence;
using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.Persistence.Schema;
using Bot3.Messaging.TestKit.Services;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bot3.Messaging.ExchangeWorker.Tests.Persistence;

public sealed class PostgresStoreTests : StoreContract, IAsyncDisposable
{
    private TestDatabase? _database;

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    [Fact]
    public async Task Migrations_AreUpToDateWithTheModel()
    {
        await using var services = await StartAsync();
        await using var context = await services.GetRequiredService<IDbContextFactory<ExchangeDbContext>>()
            .CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.False(context.Database.HasPendingModelChanges());
        Assert.Empty(await context.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
    }

    private protected override async Task<ServiceProvider> StartAsync()
    {
        RealInfrastructure.Require();
        _database = await TestServices.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        var services = new ServiceCollection()
            .AddDurableMessaging(new PersistenceOptions { Provider = PersistenceProvider.Postgres,
                ConnectionString = _database.ConnectionString })
            .AddDurableMigrations<ExchangeDbContext>(ExchangeDbContext.Schema)
            .AddSingleton<IAttemptStore, PostgresAttemptStore>()
            .AddSingleton<IFillStore, PostgresFillStore>()
            .AddSingleton<ITradeCursorStore, PostgresTradeCursorStore>()
            .AddSingleton<ILeaseStore, PostgresLeaseStore>()
            .AddSingleton<IRateLedger, PostgresRateLedger>()
            .BuildServiceProvider();
        await services.GetRequiredService<IDatabaseMigrator>().MigrateAllAsync(TestContext.Current.CancellationToken);
        return services;
    }
}
