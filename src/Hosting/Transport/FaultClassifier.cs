using System.Net.Sockets;
using System.Runtime.Serialization;
using System.Text.Json;
using MassTransit;
using Npgsql;
using RabbitMQ.Client.Exceptions;

namespace Bot3.Messaging.Hosting.Transport;

/// <summary>Tells outages from faults of the message itself.</summary>
public static class FaultClassifier
{
    // Causes are wrapped a few times (EF, MassTransit, ours); a longer chain says nothing more.
    private const int DepthMax = 8;

    /// <summary>Classifies a fault by its type and by the types of its causes.</summary>
    /// <param name="exception">The fault.</param>
    /// <returns>The first cause that is an outage or permanent decides; else <see cref="FaultKind.Ordinary"/>.</returns>
    public static FaultKind Classify(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var cause = exception;
        for (var depth = 0; cause is not null && depth < DepthMax; depth++, cause = cause.InnerException)
        {
            if (IsOutage(cause))
            {
                return FaultKind.Outage;
            }

            if (IsPermanent(cause))
            {
                return FaultKind.Permanent;
            }
        }

        return FaultKind.Ordinary;
    }

    // NpgsqlException.IsTransient covers broken connections, a server that starts or stops (57P0x), too many connections and a full disk
    // (53xxx), serialisation failures and deadlocks (40xxx): all of them end without anybody touching the message. So does a server that
    // became read-only: a standby before its promotion, or an operator's hand.
    private static bool IsOutage(Exception cause) => cause switch
    {
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => true,
        NpgsqlException npgsql => npgsql.IsTransient,
        SocketException => true,
        RabbitMQClientException => true,
        ConnectionException => true,
        TransportException => true,
        _ => false,
    };

    private static bool IsPermanent(Exception cause) => cause is
        PermanentFaultException or ConfigurationException or SerializationException or JsonException
        or ArgumentException or FormatException or OverflowException or NotSupportedException;
}
