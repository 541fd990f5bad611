using System.Text.Json;
using System.Text.Json.Serialization;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.OrderSaga.Audit;
using Bot3.Messaging.OrderSaga.StateMachines;
using Npgsql;
using NpgsqlTypes;

namespace Bot3.Messaging.OrderSaga.Persistence;

/// <summary>The reading side in Postgres. Needs no bus, so that commands for operators can use it alone.</summary>
internal sealed class PostgresOrderQueries(NpgsqlDataSource source, IAuditTrail trail) : IOrderQueries
{
    private const int TrailMax = 10_000;

    private const string List =
        """
        SELECT document FROM orders.order_state
        WHERE (cardinality($1) = 0 OR current_state = ANY($1)) AND ($2 IS NULL OR strategy_id = $2)
          AND ($3 IS NULL OR created_at >= $3) AND ($4 IS NULL OR created_at < $4)
        ORDER BY created_at DESC, correlation_id DESC LIMIT $5
        """;

    // As the saga store writes documents.
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<OrderSummary>> ListAsync(OrderFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        AuditLimit.Check(filter.Limit);
        await using var command = source.CreateCommand(List);
        command.Parameters.AddWithValue(filter.Statuses.Select(status => status.ToString()).ToArray());
        Add(command, filter.StrategyId, NpgsqlDbType.Text);
        Add(command, filter.Since?.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        Add(command, filter.Before?.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        command.Parameters.AddWithValue(filter.Limit);
        return await ReadAsync(command, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask<OrderHistory?> FindAsync(Guid orderId, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT document FROM orders.order_state WHERE correlation_id = $1");
        command.Parameters.AddWithValue(orderId);
        var found = await ReadAsync(command, cancellationToken);
        return found is [var order] ? new OrderHistory(order, await trail.ReadAsync(orderId, TrailMax, cancellationToken)) : null;
    }

    /// <inheritdoc />
    public async ValueTask<long> CountAsync(OrderStatus status, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT count(*) FROM orders.order_state WHERE current_state = $1");
        command.Parameters.AddWithValue(status.ToString());
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static void Add(NpgsqlCommand command, object? value, NpgsqlDbType type) =>
        command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });

    private static async ValueTask<List<OrderSummary>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var orders = new List<OrderSummary>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var state = JsonSerializer.Deserialize<OrderState>(reader.GetString(0), Json)
                ?? throw new JsonException("The stored document of an order is the JSON null.");
            orders.Add(OrderSummaries.From(state));
        }

        return orders;
    }
}
