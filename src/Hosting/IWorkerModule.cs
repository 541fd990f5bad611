using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bot3.Messaging.Hosting;

/// <summary>
/// One worker's services and bus parts. A worker process runs one module; the demo and the tests run several in one process, by the very
/// same calls.
/// </summary>
public interface IWorkerModule
{
    /// <summary>Short name for logs, telemetry and health, for example <c>risk</c>.</summary>
    string Name { get; }

    /// <summary>Adds options (validated at start), stores for the configured provider, and background services.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's configuration.</param>
    void ConfigureServices(IServiceCollection services, IConfiguration configuration);

    /// <summary>Adds consumers and sagas with their definitions.</summary>
    /// <param name="bus">The bus registration.</param>
    void ConfigureBus(IBusRegistrationConfigurator bus);

    /// <summary>Sets message topology (exchange names, types, raw endpoints) that is common to both transports.</summary>
    /// <param name="context">The registration context.</param>
    /// <param name="bus">The bus factory configurator of the chosen transport.</param>
    void ConfigureTopology(IBusRegistrationContext context, IBusFactoryConfigurator bus);
}
