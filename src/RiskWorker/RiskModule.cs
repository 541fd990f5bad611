using Bot3.Messaging.Contracts;
using Bot3.Messaging.Contracts.Json;
using Bot3.Messaging.Hosting;
using Bot3.Messaging.Hosting.Configuration;
using Bot3.Messaging.Hosting.Storage;
using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Packs;
using Bot3.Messaging.Persistence.Schema;
using Bot3.Messaging.RiskWorker.Consumers;
using Bot3.Messaging.RiskWorker.Decisions;
using Bot3.Messaging.RiskWorker.Persistence;
using Bot3.Messaging.RiskWorker.Portfolio;
using Bot3.Messaging.RiskWorker.Snapshots;
using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bot3.Messaging.RiskWorker;

/// <summary>The gate: decides orders, reserves exposure, keeps positions.</summary>
public sealed class RiskModule : IWorkerModule
{
    /// <inheritdoc />
    public string Name => "risk";

    /// <inheritdoc />
    public void ConfigureServices(IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddValidatedOptions<RiskOptions>(configuration, RiskOptions.Section).ValidateWith<RiskOptions, RiskOptionsRules>();
        services.AddInternalWire(InternalMessages.Queues, InternalMessages.Facts, InternalMessages.Commands, InternalJson.Default);
        services.TryAddSingleton<MarketBoard>();
        services.TryAddSingleton<RiskDesk>();
        services.TryAddSingleton<PortfolioBooks>();
        if (configuration.ReadOptions<StorageOptions>(StorageOptions.Section).Provider == StorageProvider.Postgres)
        {
            services.TryAddSingleton<PostgresRiskStore>();
            services.TryAddSingleton<IRiskStore>(provider => provider.GetRequiredService<PostgresRiskStore>());
            services.AddSingleton<IGroupAnnouncer<CheckRisk>, RiskAnnouncer>();
            services.AddSingleton<IGroupAnnouncer<OrderFilled>, RiskAnnouncer>();
            services.AddSingleton<IGroupAnnouncer<ReleaseReservation>, RiskAnnouncer>();
            services.AddDurableMigrations<RiskDbContext>(RiskDbContext.Schema);
        }
        else
        {
            services.TryAddSingleton<IRiskStore, MemoryRiskStore>();
        }
    }

    /// <inheritdoc />
    public void ConfigureBus(IBusRegistrationConfigurator bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        bus.AddConsumer<CheckRiskConsumer, CheckRiskDefinition>();
        bus.AddConsumer<PortfolioConsumer, PortfolioDefinition>();
        bus.AddConsumer<SnapshotConsumer>().ExcludeFromConfigureEndpoints();
    }

    /// <inheritdoc />
    public void ConfigureTopology(IBusRegistrationContext context, IBusFactoryConfigurator bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        // Broadcasts: a queue of this process alone that goes with it. Nothing in it is worth keeping.
        bus.ReceiveEndpoint(new TemporaryEndpointDefinition(), null, endpoint => endpoint.ConfigureConsumer<SnapshotConsumer>(context));
    }
}
