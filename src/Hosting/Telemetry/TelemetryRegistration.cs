using Bot3.Messaging.Hosting.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Bot3.Messaging.Hosting.Telemetry;

/// <summary>Adds traces over every hop of an order, and metrics. Exporters are wired here and nowhere else.</summary>
internal static class TelemetryRegistration
{
    /// <summary>Path of the Prometheus endpoint.</summary>
    public const string MetricsPath = "/metrics";

    // MassTransit carries the trace context in message headers; the wildcard covers every source and meter of ours.
    private const string MassTransitName = "MassTransit";
    private const string OwnNames = "Bot3.Messaging.*";

    public static void AddWorkerTelemetry(this IServiceCollection services, IConfiguration configuration, string serviceName)
    {
        services.AddValidatedOptions<TelemetryOptions>(configuration, TelemetryOptions.Section);
        var options = configuration.ReadOptions<TelemetryOptions>(TelemetryOptions.Section);
        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(serviceName));
        telemetry.WithTracing(tracing => AddTracing(tracing, options));
        telemetry.WithMetrics(metrics => AddMetrics(metrics, options));
    }

    public static void MapWorkerMetrics(this WebApplication host)
    {
        if (host.Configuration.ReadOptions<TelemetryOptions>(TelemetryOptions.Section).Prometheus)
        {
            host.MapPrometheusScrapingEndpoint(MetricsPath);
        }
    }

    private static void AddTracing(TracerProviderBuilder tracing, TelemetryOptions options)
    {
        // Spans that nobody receives are not recorded; trace ids still go along with messages and logs. The annotation refuses a ratio that is
        // out of range at start; the sampler must not throw before that message is out.
        Sampler sampler = options.OtlpEndpoint is null
            ? new AlwaysOffSampler()
            : new ParentBasedSampler(new TraceIdRatioBasedSampler(Math.Clamp(options.TraceRatio, 0, 1)));
        tracing.SetSampler(sampler)
            .AddSource(MassTransitName, OwnNames)
            .AddNpgsql()
            .AddHttpClientInstrumentation()
            .AddAspNetCoreInstrumentation(http => http.Filter = context =>
                !context.Request.Path.StartsWithSegments(MetricsPath, StringComparison.Ordinal)
                && !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal));
        if (options.OtlpEndpoint is { } endpoint)
        {
            tracing.AddOtlpExporter(otlp => otlp.Endpoint = endpoint);
        }
    }

    private static void AddMetrics(MeterProviderBuilder metrics, TelemetryOptions options)
    {
        metrics.AddMeter(MassTransitName, OwnNames, "Npgsql").AddRuntimeInstrumentation();
        if (options.Prometheus)
        {
            metrics.AddPrometheusExporter();
        }

        if (options.OtlpEndpoint is { } endpoint)
        {
            metrics.AddOtlpExporter(otlp => otlp.Endpoint = endpoint);
        }
    }
}
