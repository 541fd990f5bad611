using System.ComponentModel.DataAnnotations;

namespace Bot3.Messaging.Hosting.Health;

/// <summary>The HTTP listener for health and metrics.</summary>
public sealed class HealthOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Health";

    /// <summary>
    /// Where to listen. Default <c>http://127.0.0.1:0</c>: loopback only, any free port (the log names it). In a container
    /// <c>http://0.0.0.0:8080</c>.
    /// </summary>
    [Required]
    [RegularExpression(@"http://[^\s/]+:\d{1,5}/?", ErrorMessage = "expected http://host:port, port 0 for any free one.")]
    public string Url { get; set; } = "http://127.0.0.1:0";

    /// <summary>How long the oldest due outbox message may wait before the process is not ready, 1 s to 1 h. Default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan OutboxLagMax { get; set; } = TimeSpan.FromMinutes(1);
}
