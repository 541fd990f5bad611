using System.ComponentModel.DataAnnotations;

namespace Bot3.Messaging.Hosting.Telemetry;

/// <summary>Where traces and metrics go.</summary>
public sealed class TelemetryOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Telemetry";

    /// <summary>OTLP (gRPC) endpoint, for example <c>http://collector:4317</c>. Default none: nothing is exported.</summary>
    public Uri? OtlpEndpoint { get; set; }

    /// <summary>
    /// Share of traces that are recorded, 0 to 1; a trace is kept or dropped as a whole. Default 1. Without <see cref="OtlpEndpoint"/> none
    /// is recorded.
    /// </summary>
    [Range(0.0, 1.0)]
    public double TraceRatio { get; set; } = 1;

    /// <summary>Whether <c>/metrics</c> answers in the Prometheus format. Default true.</summary>
    public bool Prometheus { get; set; } = true;
}
