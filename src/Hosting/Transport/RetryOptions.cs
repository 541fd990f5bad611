using System.ComponentModel.DataAnnotations;

namespace Bot3.Messaging.Hosting.Transport;

/// <summary>Retry of a message inside the consuming process. Subsection <c>Bus:Retry</c>.</summary>
public sealed class RetryOptions
{
    /// <summary>Retries without a wait (lost races on a row, unique violations), 0 to 20. Default 3.</summary>
    [Range(0, 20)]
    public int Immediate { get; set; } = 3;

    /// <summary>
    /// Retries with a growing wait after the immediate ones, 0 to 20. Default 5. Then the message is a dead letter.
    /// </summary>
    [Range(0, 20)]
    public int Delayed { get; set; } = 5;

    /// <summary>The first wait, doubled each time, 1 ms to 1 min. Default 200 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan DelayFirst { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait, 1 ms to 5 min. Default 30 s. Each wait is drawn between half and the whole of its value.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:05:00")]
    public TimeSpan DelayMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a message is retried while the database or the broker is away, up to 25 min; then it goes back to its queue, and never
    /// becomes a dead letter. Default 20 min: RabbitMQ closes a channel that holds a message for more than 30 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:25:00")]
    public TimeSpan OutageWindow { get; set; } = TimeSpan.FromMinutes(20);
}
