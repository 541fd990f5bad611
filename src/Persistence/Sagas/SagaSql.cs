using System.Globalization;
using System.Text.RegularExpressions;
using Bot3.Messaging.Persistence.Groups;
using NpgsqlTypes;

namespace Bot3.Messaging.Persistence.Sagas;

/// <summary>The statements for one saga table, made once from its description.</summary>
internal sealed partial class SagaSql
{
    private SagaSql(string table, IReadOnlyList<string> columns, IReadOnlyList<NpgsqlDbType> types)
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

        // Locked in one order everywhere, so that two processes with the same sagas wait for each other instead of locking each other out.
        // "= ANY" beside the join, here and below: a plan from a time when the table was small may begin with the table, and then it must
        // not go through all sagas that there are, for every group.
        LoadMany = $"""
            SELECT s.correlation_id, s.version, CASE WHEN s.version = k.version THEN NULL ELSE s.document END
            FROM unnest($1, $2) AS k (id, version) JOIN {table} s ON s.correlation_id = k.id
            WHERE s.correlation_id = ANY ($1) ORDER BY s.correlation_id FOR UPDATE OF s
            """;
        var sources = string.Concat(columns.Select(name => $", u.{name}"));
        var taken = string.Concat(columns.Select(name => $", {name} = u.{name}"));
        var unnest = "unnest(" + string.Join(", ", Enumerable.Range(1, 5 + columns.Count).Select(i => $"${i}")) + ") "
            + $"AS u (correlation_id, version, base, deadline, document{names})";
        NpgsqlDbType[] row = [NpgsqlDbType.Uuid, NpgsqlDbType.Integer, NpgsqlDbType.Integer, NpgsqlDbType.TimestampTz, NpgsqlDbType.Text,
            .. types];
        InsertMany = new BulkStatement(
            BulkOrder.Insert,
            $"INSERT INTO {table} (correlation_id, version, deadline, document{names}) "
                + $"SELECT u.correlation_id, u.version, u.deadline, u.document{sources} FROM {unnest} ORDER BY 1",
            row);
        UpdateMany = new BulkStatement(
            BulkOrder.Update,
            $"UPDATE {table} s SET version = u.version, deadline = u.deadline, document = u.document{taken} FROM {unnest} "
                + "WHERE s.correlation_id = u.correlation_id AND s.version = u.base AND s.correlation_id = ANY ($1)",
            row);
        DeleteMany = new BulkStatement(
            BulkOrder.Delete,
            $"DELETE FROM {table} s USING unnest($1, $2) AS u (correlation_id, base) "
                + "WHERE s.correlation_id = u.correlation_id AND s.version = u.base AND s.correlation_id = ANY ($1)",
            [NpgsqlDbType.Uuid, NpgsqlDbType.Integer]);
        ListDue = $"SELECT version, document FROM {table} WHERE deadline <= $1 ORDER BY deadline LIMIT $2";
    }

    public string Delete { get; }

    public BulkStatement DeleteMany { get; }

    public string Find { get; }

    public string Insert { get; }

    public BulkStatement InsertMany { get; }

    public string ListDue { get; }

    public string Load { get; }

    public string LoadMany { get; }

    public string Update { get; }

    public BulkStatement UpdateMany { get; }

    public static SagaSql For<TSaga>(SagaTable<TSaga> table)
        where TSaga : class, IDurableSaga
    {
        Check(table.Table.Schema);
        Check(table.Table.Name);
        foreach (var column in table.Columns)
            Check(column.Name);
        return new SagaSql(
            $"{table.Table.Schema}.{table.Table.Name}", [.. table.Columns.Select(column => column.Name)],
            [.. table.Columns.Select(column => column.Type)]);
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
