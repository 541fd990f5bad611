using Bot3.Messaging.Hosting.Configuration;
using Bot3.Messaging.Hosting.Health;
using Bot3.Messaging.Hosting.Logging;
using Bot3.Messaging.Hosting.Shutdown;
using Bot3.Messaging.Hosting.Storage;
using Bot3.Messaging.Hosting.Telemetry;
using Bot3.Messaging.Hosting.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Hosting;

/// <summary>Collects what a worker process is made of; <see cref="Build"/> puts it together. Made by <see cref="WorkerHost"/>.</summary>
public sealed class WorkerHostBuilder
{
    /// <summary>Prefix of the environment variables that are read as configuration.</summary>
    public const string EnvironmentPrefix = "BOT3_";

    private readonly WebApplicationBuilder _builder;
    private readonly IWorkerModule[] _modules;

    internal WorkerHostBuilder(IWorkerModule[] modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        if (modules.Length == 0)
        {
            throw new ArgumentException("A worker host needs at least one module.", nameof(modules));
        }

        _modules = modules;

        // Empty: nothing is read or listened to that is not named in this file.
        _builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
    }

    /// <summary>The configuration; sources added later win.</summary>
    public ConfigurationManager Configuration => _builder.Configuration;

    /// <summary>The services; what is added before <see cref="Build"/> wins over the modules' <c>TryAdd</c> registrations.</summary>
    public IServiceCollection Services => _builder.Services;

    /// <summary>The logging providers and filters.</summary>
    public ILoggingBuilder Logging => _builder.Logging;

    /// <summary>The host's clock. Default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The process's name in traces and metrics: the modules' names, joined.</summary>
    public string ServiceName => $"bot3-{string.Join('-', _modules.Select(module => module.Name))}";

    /// <summary>Registers everything and builds the host. May be called once.</summary>
    /// <returns>The host, not started yet; start it, and dispose of it.</returns>
    /// <exception cref="OptionsValidationException">One options class is wrong.</exception>
    /// <exception cref="AggregateException">Several options classes are wrong: one <see cref="OptionsValidationException"/>
    /// each.</exception>
    public WebApplication Build()
    {
        Services.TryAddSingleton(TimeProvider);
        Services.AddWorkerStorage(Configuration);
        Logging.AddWorkerLogging(Configuration);
        Services.AddWorkerTelemetry(Configuration, ServiceName);
        Services.AddWorkerHealth(Configuration);
        foreach (var module in _modules)
        {
            module.ConfigureServices(Services, Configuration);
        }

        Services.AddWorkerBus(Configuration, _modules);
        Services.AddHostedService<ShutdownReport>();
        var stopTimeout = Configuration.ReadOptions<BusOptions>(BusOptions.Section).StopTimeout;
        Services.AddOptions<HostOptions>().Configure(host =>
        {
            // Liveness answers while the bus still waits for its broker.
            host.ServicesStartConcurrently = true;

            // The bus has its own limit; the rest (HTTP, sweepers, exporters) gets a little more.
            host.ShutdownTimeout = stopTimeout + TimeSpan.FromSeconds(5);
        });
        _builder.WebHost.UseKestrelCore();
        _builder.WebHost.UseUrls(Configuration.ReadOptions<HealthOptions>(HealthOptions.Section).Url);
        Services.AddRouting();
        var host = _builder.Build();
        Validate(host);
        host.MapWorkerHealth();
        host.MapWorkerMetrics();
        return host;
    }

    // The host would validate at start too, but only after it has created every hosted service, and the first one that reads a wrong
    // option would hide all other mistakes.
    private static void Validate(WebApplication host)
    {
        try
        {
            host.Services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch
        {
            ((IDisposable)host).Dispose();
            throw;
        }
    }
}
