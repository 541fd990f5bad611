namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>Addresses as they are stored.</summary>
internal static class OutboxAddress
{
    /// <summary>
    /// An address of a RabbitMQ queue or exchange without host and port, which may be others after a restart, and without the order
    /// to declare the queue: a sender would declare it with other arguments than its owner does.
    /// </summary>
    public static Uri ToPortable(Uri address)
    {
        if (!address.IsAbsoluteUri || !IsRabbit(address.Scheme))
            return address;
        var options = address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(option => !option.StartsWith("bind=", StringComparison.OrdinalIgnoreCase)
                && !option.StartsWith("queue=", StringComparison.OrdinalIgnoreCase));
        var query = string.Join('&', options);
        return new Uri($"exchange:{Name(address)}{(query.Length > 0 ? "?" + query : "")}");
    }

    /// <summary>
    /// The address of a queue by name: on RabbitMQ its exchange; in memory the queue itself, which holds messages until it is read.
    /// </summary>
    public static Uri OfQueue(Uri bus, string queue) => new($"{(IsRabbit(bus.Scheme) ? "exchange" : "queue")}:{queue}");

    public static bool IsTemporary(Uri address) => address.Query.Contains("temporary=true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The last segment: the name of the queue or exchange.</summary>
    public static string Name(Uri address) => address.AbsolutePath[(address.AbsolutePath.LastIndexOf('/') + 1)..];

    private static bool IsRabbit(string scheme) => scheme is "rabbitmq" or "rabbitmqs" or "amqp" or "amqps";
}
