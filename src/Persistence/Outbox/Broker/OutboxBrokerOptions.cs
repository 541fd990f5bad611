using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bot3.Messaging.Persistence.Outbox.Broker;

/// <summary>
/// Where the outbox finds RabbitMQ for its own connection: the same broker that the bus uses. Without these options, as on the in-memory
/// transport, it sends through the bus.
/// </summary>
public sealed class OutboxBrokerOptions
{
    /// <summary>Host name or address.</summary>
    public required string Host { get; init; }

    /// <summary>AMQP port, 1 to 65535. Default 5672.</summary>
    public int Port { get; init; } = 5672;

    /// <summary>Virtual host. Default <c>/</c>.</summary>
    public string VirtualHost { get; init; } = "/";

    /// <summary>User name.</summary>
    public required string UserName { get; init; }

    /// <summary>Password. Secret: never logged.</summary>
    public required string Password { get; init; }

    /// <summary>Whether to speak TLS; the certificate must name <see cref="Host"/>. Default false.</summary>
    public bool Tls { get; init; }

    /// <summary>What the broker's list of connections shows. Default <c>outbox</c>.</summary>
    public string ConnectionName { get; init; } = "outbox";

    /// <summary>Called with the first use, so that a host can first report all that is wrong with its configuration.</summary>
    /// <exception cref="ArgumentException">The host is empty, or the port is none.</exception>
    internal void Check()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Host);
        ArgumentOutOfRangeException.ThrowIfLessThan(Port, 1, nameof(Port));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, 65_535, nameof(Port));
    }

    /// <summary>Address without user and password.</summary>
    /// <returns>Text for logs.</returns>
    public override string ToString() => $"{(Tls ? "amqps" : "amqp")}://{Host}:{Port}/{VirtualHost.TrimStart('/')}";
}

/// <summary>Gives the outbox a connection of its own.</summary>
public static class OutboxBrokerRegistration
{
    /// <summary>Lets the outbox publish over its own connection, pipelined, instead of through the bus.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">The broker that the bus uses.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddOutboxBroker(this IServiceCollection services, OutboxBrokerOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(options);
        return services;
    }
}
