using System.Globalization;
using NpgsqlTypes;

namespace Bot3.Messaging.Persistence.Groups;

/// <summary>
/// One statement that writes any number of rows: its parameters are arrays, one a column, to be read by <c>unnest</c>. Rows that the works
/// of a group hand in are written together, by one statement, when the group commits.
/// </summary>
public sealed class BulkStatement
{
    /// <summary>Describes a statement. Make it once, in a static field.</summary>
    /// <param name="order">When it runs within the commit, the lowest first; inserts come before updates of the same table.</param>
    /// <param name="sql">The statement, with <c>$1</c> … as arrays; without RETURNING if it is counted.</param>
    /// <param name="columns">The element types of the arrays.</param>
    /// <param name="keyColumns">
    /// So many leading columns are the row's key: of several rows with one key only the last is written. 0 writes every row.
    /// </param>
    /// <param name="counted">
    /// Whether the statement must touch exactly as many rows as it is given; otherwise the group does not commit and is taken apart.
    /// </param>
    public BulkStatement(int order, string sql, IReadOnlyList<NpgsqlDbType> columns, int keyColumns = 0, bool counted = true)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfNegative(keyColumns);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keyColumns, columns.Count);
        Order = order;
        Sql = sql;
        Text = counted
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"WITH written AS ({sql} RETURNING 1) SELECT messaging.expect_rows(count(*), ${columns.Count + 1}) FROM written")
            : sql;
        Columns = columns;
        KeyColumns = keyColumns;
        Counted = counted;
    }

    internal int Order { get; }

    internal string Sql { get; }

    /// <summary>What is sent: a counted statement fails in the database when it is short of rows, so nothing that follows it is done.</summary>
    internal string Text { get; }

    internal IReadOnlyList<NpgsqlDbType> Columns { get; }

    internal int KeyColumns { get; }

    internal bool Counted { get; }
}

/// <summary>Where statements of <see cref="BulkStatement"/> stand within a commit.</summary>
public static class BulkOrder
{
    /// <summary>New rows.</summary>
    public const int Insert = 0;

    /// <summary>Changes of rows.</summary>
    public const int Update = 10;

    /// <summary>Removals.</summary>
    public const int Delete = 20;

    /// <summary>Messages that go out; after everything else.</summary>
    public const int Outbox = 30;
}
