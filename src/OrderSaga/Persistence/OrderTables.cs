using Bot3.Messaging.OrderSaga.StateMachines;
using Bot3.Messaging.Persistence.Sagas;
using NpgsqlTypes;

namespace Bot3.Messaging.OrderSaga.Persistence;

/// <summary>Where orders live.</summary>
internal static class OrderTables
{
    /// <summary>The schema of this worker; nobody else writes to it.</summary>
    public const string Schema = "orders";

    /// <summary>The saga's table.</summary>
    public static SagaTable<OrderState> State { get; } = new()
    {
        Table = (Schema, "order_state"),
        Columns =
        [
            new("current_state", NpgsqlDbType.Text, order => order.CurrentState),
            new("strategy_id", NpgsqlDbType.Text, order => order.Submitted.StrategyId),
            new("account", NpgsqlDbType.Text, order => order.Submitted.Account),
            new("symbol", NpgsqlDbType.Text, order => order.Submitted.Symbol),
            new("created_at", NpgsqlDbType.TimestampTz, order => order.ReceivedAt.ToUniversalTime()),
            new("updated_at", NpgsqlDbType.TimestampTz, order => order.UpdatedAt.ToUniversalTime()),
        ],
    };
}
