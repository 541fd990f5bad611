namespace Bot3.Messaging.Hosting.Transport;

/// <summary>What carries messages. Configuration key <c>Bus:Transport</c>.</summary>
public enum BusTransport
{
    /// <summary>RabbitMQ with quorum queues and publisher confirms.</summary>
    RabbitMq,

    /// <summary>MassTransit's in-process transport, for the demo and tests; messages are gone when the process ends.</summary>
    InMemory,
}
