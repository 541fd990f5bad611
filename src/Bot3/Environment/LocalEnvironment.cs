namespace Bot3.Messaging.Bot3.Environment;

/// <summary>Where the services of a local environment are, as <c>bot3 up</c> tells the other commands.</summary>
internal sealed record LocalEnvironment
{
    /// <summary>The broker, <c>amqp://user:password@host:port/vhost</c>.</summary>
    public string? AmqpUri { get; init; }

    /// <summary>The database, an Npgsql connection string.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The simulated venue, for example <c>http://127.0.0.1:9080</c>; null when a real one is configured.</summary>
    public string? SimulatorUrl { get; init; }
}
