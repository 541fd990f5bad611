using NpgsqlTypes;

namespace Bot3.Messaging.Persistence.Sagas;

/// <summary>
/// Where instances of a saga live: the whole instance as a <c>document</c> (JSON as text) beside <c>correlation_id</c>, <c>version</c> and
/// <c>deadline</c>, and the columns that people and indexes need.
/// </summary>
/// <typeparam name="TSaga">The saga instance type.</typeparam>
public sealed record SagaTable<TSaga>
    where TSaga : class, IDurableSaga
{
    /// <summary>Schema and table, unquoted lower-case names, for example <c>orders</c> and <c>order_state</c>.</summary>
    public required (string Schema, string Name) Table { get; init; }

    /// <summary>Further columns that are written from the instance on every save.</summary>
    public IReadOnlyList<SagaColumn<TSaga>> Columns { get; init; } = [];
}

/// <summary>One promoted column.</summary>
/// <typeparam name="TSaga">The saga instance type.</typeparam>
/// <param name="Name">Unquoted lower-case column name.</param>
/// <param name="Type">Column type.</param>
/// <param name="Value">Reads the value from the instance; null is stored as NULL.</param>
public sealed record SagaColumn<TSaga>(string Name, NpgsqlDbType Type, Func<TSaga, object?> Value);
