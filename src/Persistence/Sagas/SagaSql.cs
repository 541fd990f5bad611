using System.Globalization;
using System.Text.RegularExpressions;

namespace Bot3.Messaging.Persistence.Sagas;

/// <summary>The statements for one saga table, made once from its description.</summary>
internal sealed partial class SagaSql
{
    private SagaSql(string table, IReadOnlyList<string> columns)
    {
        var names = string.Concat(columns.Select(name => $", {name}"));
        var values = string.Concat(columns.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $", ${i + 5}")));
        var sets = string.Concat(columns.Select((name, i) => string.Create(CultureInfo.InvariantCulture, $", {name} = ${i + 5}")));
        Insert = $"INSERT INTO {table} (correlation_id, version, deadline, document{names}) VALUES ($1, $2, $3, $4{values}) "
            + "ON CONFLICT (correlation_id) DO NOTHING";
        Update = $"UPDATE {table} SET version = $2, deadline = $3, document = $4{sets} WHERE correlation_id = $1 AND version = $2 - 1";
        Delete = $"DELETE FROM {table} WHERE correlation_id = $1 AND version = $2";
        Find = $"SELECT version, document FROM {table} WHERE correlation_id = $1";
        Load = Find + " FOR UPDATE";
        ListDue = $"SELECT version, document FROM {table} WHERE deadline <= $1 ORDER BY deadline LIMIT $2";
    }

    public string Delete { get; }

    public string Find { get; }

    public string Insert { get; }

    public string ListDue { get; }

    public string Load { get; }

    public string Update { get; }

    public static SagaSql For<TSaga>(SagaTable<TSaga> table)
        where TSaga : class, IDurableSaga
    {
        Check(table.Table.Schema);
        Check(table.Table.Name);
        foreach (var column in table.Columns)
            Check(column.Name);
        return new SagaSql($"{table.Table.Schema}.{table.Table.Name}", [.. table.Columns.Select(column => column.Name)]);
    }

    // Names go into statements as they are, so nothing but plain lower-case names may pass.
    private static void Check(string name)
    {
        if (!PlainName().IsMatch(name))
            throw new ArgumentException($"\"{name}\" must be an unquoted lower-case name: a-z, 0-9, _, at most 63 characters", nameof(name));
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}$")]
    private static partial Regex PlainName();
}
