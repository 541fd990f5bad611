using Bot3.Messaging.Hosting;
using Bot3.Messaging.Hosting.Configuration;
using Bot3.Messaging.Hosting.Storage;
using Bot3.Messaging.OrderSaga.Audit;
using Bot3.Messaging.Persistence.Schema;

namespace Bot3.Messaging.OrderSaga.Persistence;

/// <summary>Registers the audit trail and the reading side.</summary>
public static class OrderQueriesRegistration
{
    /// <summary>
    /// Adds <see cref="IAuditTrail"/> and <see cref="IOrderQueries"/> for the provider of section <c>Storage</c>, and the migrations of
    /// schema
    /// <c>orders</c>. Needs the store of <c>AddDurableMessaging</c>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The root configuration.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddOrderQueries(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.ReadOptions<StorageOptions>(StorageOptions.Section).Provider is StorageProvider.Memory)
        {
            services.AddSingleton<MemoryAuditTrail>();
            services.AddSingleton<IAuditTrail>(provider => provider.GetRequiredService<MemoryAuditTrail>());
            return services.AddSingleton<IOrderQueries, MemoryOrderQueries>();
        }

        services.AddDurableMigrations<OrdersDbContext>(OrdersDbContext.Schema);
        services.AddSingleton<IAuditTrail, PostgresAuditTrail>();
        return services.AddSingleton<IOrderQueries, PostgresOrderQueries>();
    }
}
