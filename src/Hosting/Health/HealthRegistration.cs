using Bot3.Messaging.Hosting.Configuration;
using Bot3.Messaging.Hosting.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bot3.Messaging.Hosting.Health;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: every check tagged <see cref="ReadyTag"/> passes. MassTransit
/// tags its bus check so by itself; modules may add checks of their own.
/// </summary>
public static class HealthRegistration
{
    /// <summary>Tag of the checks that decide readiness.</summary>
    public const string ReadyTag = "ready";

    internal static void AddWorkerHealth(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<HealthOptions>(configuration, HealthOptions.Section);
        services.AddSingleton<WriteRefusals>();
        var health = services.AddHealthChecks().AddCheck<OutboxHealthCheck>("outbox", tags: [ReadyTag]);
        if (configuration.ReadOptions<StorageOptions>(StorageOptions.Section).Provider == StorageProvider.Postgres)
        {
            health.AddCheck<DatabaseHealthCheck>("database", tags: [ReadyTag], timeout: TimeSpan.FromSeconds(10));
        }
    }

    internal static void MapWorkerHealth(this WebApplication host)
    {
        // Liveness asks nothing else: restarting a process does not bring its database back.
        host.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = HealthResponse.WriteAsync });
        host.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(ReadyTag),
            ResponseWriter = HealthResponse.WriteAsync,
        });
    }
}
