using System.ComponentModel.DataAnnotations;
using Bot3.Messaging.Hosting.Configuration;

namespace Bot3.Messaging.Hosting.Transport;

/// <summary>How this process talks to the broker.</summary>
public sealed class BusOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Bus";

    /// <summary>RabbitMQ or process memory. Default <see cref="BusTransport.RabbitMq"/>.</summary>
    public BusTransport Transport { get; set; } = BusTransport.RabbitMq;

    /// <summary>The broker's host name or address. Default <c>127.0.0.1</c>.</summary>
    [Required]
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>The broker's AMQP port, 1 to 65535. Default 5672.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 5672;

    /// <summary>The virtual host. Default <c>/</c>.</summary>
    [Required]
    public string VirtualHost { get; set; } = "/";

    /// <summary>The broker user. Default <c>guest</c>, which RabbitMQ accepts from loopback only.</summary>
    [Required]
    public string UserName { get; set; } = "guest";

    /// <summary>
    /// The user's password; may come from a file: <c>Bus:PasswordFile</c>. Default <c>guest</c> while the user is <c>guest</c>.
    /// </summary>
    public Secret Password { get; set; }

    /// <summary>Whether to speak TLS (AMQPS). Default false.</summary>
    public bool Tls { get; set; }

    /// <summary>Messages that one endpoint of this process may hold unacknowledged, 1 to 1,000. Default 256.</summary>
    [Range(1, 1000)]
    public int PrefetchCount { get; set; } = 256;

    /// <summary>
    /// Messages that one endpoint handles at the same time, 1 to 1,000, at most <see cref="PrefetchCount"/>. Default 256: messages wait for
    /// their common commit, so what is handled at once bounds how many share one.
    /// </summary>
    [Range(1, 1000)]
    public int ConcurrencyLimit { get; set; } = 256;

    /// <summary>
    /// Deliveries after which the broker moves a message that nobody ever acknowledged to the error queue, 2 to 1,000. Default 50.
    /// It bounds the harm of a message that kills its process; ordinary faults never count, they are settled long before.
    /// </summary>
    [Range(2, 1000)]
    public int DeliveryLimit { get; set; } = 50;

    /// <summary>How long the start may wait for the broker, up to 10 minutes; then the process ends with an error. Default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a stopping process may finish what it has in hand, up to 10 minutes; the rest is given back. Default 20 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How faults are retried.</summary>
    public RetryOptions Retry { get; set; } = new();
}
