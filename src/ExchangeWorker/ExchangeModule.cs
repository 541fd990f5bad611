using Bot3.Messaging.Contracts;
using Bot3.Messaging.Contracts.Json;
using Bot3.Messaging.ExchangeWorker.Accounts;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Commands;
using Bot3.Messaging.ExchangeWorker.Configuration;
using Bot3.Messaging.ExchangeWorker.Leases;
using Bot3.Messaging.ExchangeWorker.Limits;
using Bot3.Messaging.ExchangeWorker.Persistence;
using Bot3.Messaging.Hosting;
using Bot3.Messaging.Hosting.Configuration;
using Bot3.Messaging.Hosting.Health;
using Bot3.Messaging.Hosting.Storage;
using Bot3.Messaging.Persistence.Packs;
using Bot3.Messaging.Persistence.Schema;
using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bot3.Messaging.ExchangeWorker;

/// <summary>
/// Executes on exchanges: one owner per account, every attempt stored before it is sent, the venue's word told as facts, once.
/// </summary>
public sealed class ExchangeModule : IWorkerModule
{
    /// <inheritdoc />
    public string Name => "exchange";

    /// <inheritdoc />
    public void ConfigureServices(IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddValidatedOptions<ExchangeOptions>(configuration, ExchangeOptions.Section).ValidateWith<ExchangeOptions,
            ExchangeOptionsRules>();
        services.AddInternalWire(InternalMessages.Queues, InternalMessages.Facts, InternalMessages.Commands, InternalJson.Default);
        services.AddExchangeCore();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IExchangeGatewayFactory, BinanceAccounts>());
        services.TryAddSingleton<ICommandEndpoint, BusCommandEndpoint>();
        if (configuration.ReadOptions<StorageOptions>(StorageOptions.Section).Provider == StorageProvider.Postgres)
            AddPostgres(services);
        else
            AddMemory(services);
        services.AddHostedService<AccountsService>();
        services.AddHealthChecks().AddCheck<AccountsHealthCheck>("exchange-accounts", tags: [HealthRegistration.ReadyTag]);
    }

    /// <inheritdoc />
    public void ConfigureBus(IBusRegistrationConfigurator bus)
    {
        // The accounts' endpoints are connected while their leases are held (BusCommandEndpoint), not with the bus.
    }

    /// <inheritdoc />
    public void ConfigureTopology(IBusRegistrationContext context, IBusFactoryConfigurator bus)
    {
        // Facts go to the exchanges of their types, commands come to the accounts' queues: both are the bus's ordinary topology.
    }

    private static void AddPostgres(IServiceCollection services)
    {
        services.TryAddSingleton<IAttemptStore, PostgresAttemptStore>();
        services.TryAddSingleton<IFillStore, PostgresFillStore>();
        services.TryAddSingleton<ITradeCursorStore, PostgresTradeCursorStore>();
        services.TryAddSingleton<ILeaseStore, PostgresLeaseStore>();
        services.TryAddSingleton<IRateLedger, PostgresRateLedger>();
        services.AddDurableMigrations<ExchangeDbContext>(ExchangeDbContext.Schema);
    }

    private static void AddMemory(IServiceCollection services)
    {
        services.TryAddSingleton<IAttemptStore, MemoryAttemptStore>();
        services.TryAddSingleton<IFillStore, MemoryFillStore>();
        services.TryAddSingleton<ITradeCursorStore, MemoryTradeCursorStore>();
        services.TryAddSingleton<ILeaseStore, MemoryLeaseStore>();
        services.TryAddSingleton<IRateLedger, MemoryRateLedger>();
    }
}
