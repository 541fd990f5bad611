using Bot3.Messaging.Persistence.Sessions;
using Npgsql;

namespace Bot3.Messaging.Persistence.Groups;

/// <summary>The rows that a commit writes, gathered by statement.</summary>
public sealed class GroupWrites
{
    // Raised by messaging.expect_rows.
    private const string TooFewRows = "B3001";

    private readonly SortedDictionary<(int Order, int Sequence), Bulk> _bulks = [];
    private readonly Dictionary<BulkStatement, Bulk> _byStatement = [];

    /// <summary>Whether there is nothing to write.</summary>
    public bool IsEmpty => _bulks.Count == 0;

    /// <summary>Adds a row.</summary>
    /// <param name="statement">The statement that will write it.</param>
    /// <param name="values">One value a column, null for NULL.</param>
    public void Add(BulkStatement statement, params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != statement.Columns.Count)
        {
            throw new ArgumentException(
                $"values must have {statement.Columns.Count} elements, one a column, had {values.Length}", nameof(values));
        }

        if (!_byStatement.TryGetValue(statement, out var bulk))
        {
            bulk = new Bulk(statement);
            _byStatement.Add(statement, bulk);
            _bulks.Add((statement.Order, _bulks.Count), bulk);
        }

        bulk.Rows.Add(values);
    }

    /// <summary>
    /// Writes the rows at once, in the session's transaction: for code that must know the answer before it goes on. In a shared transaction
    /// <see cref="PostgresSession.Write"/> is the better way.
    /// </summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="cancellationToken">Cancels the writes.</param>
    /// <exception cref="BulkConflictException">A counted statement did not touch as many rows as it was given.</exception>
    public ValueTask ExecuteAsync(PostgresSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        return ExecuteAsync(session.Connection, session.Transaction, commit: false, cancellationToken);
    }

    /// <summary>
    /// Writes the rows, and ends the transaction in the same round trip if <paramref name="commit"/>: after a statement that fails, or that
    /// is short of rows, the database does nothing more, so it does not commit either.
    /// </summary>
    internal async ValueTask ExecuteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, bool commit, CancellationToken cancellationToken)
    {
        if (IsEmpty && !commit)
            return;
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var bulk in _bulks.Values)
            batch.BatchCommands.Add(Command(bulk.Statement, bulk.FinalRows()));
        if (commit)
            batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        try
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == TooFewRows)
        {
            throw BulkConflictException.Of(StatementOf(exception), exception);
        }
    }

    private static NpgsqlBatchCommand Command(BulkStatement statement, List<object?[]> rows)
    {
        var command = new NpgsqlBatchCommand(statement.Text);
        for (var column = 0; column < statement.Columns.Count; column++)
            command.Parameters.Add(BulkColumn.Parameter(statement.Columns[column], rows, column));
        if (statement.Counted)
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = rows.Count });
        return command;
    }

    private BulkStatement? StatementOf(PostgresException exception) =>
        _byStatement.Keys.FirstOrDefault(statement => statement.Text == exception.BatchCommand?.CommandText);

    private sealed class Bulk(BulkStatement statement)
    {
        public BulkStatement Statement { get; } = statement;

        public List<object?[]> Rows { get; } = [];

        public List<object?[]> FinalRows()
        {
            if (Statement.KeyColumns == 0 || Rows.Count == 1)
                return Rows;
            var last = new Dictionary<RowKey, object?[]>(Rows.Count);
            foreach (var row in Rows)
                last[new RowKey(row, Statement.KeyColumns)] = row;
            return last.Count == Rows.Count ? Rows : [.. last.Values];
        }
    }

    private readonly struct RowKey(object?[] row, int columns) : IEquatable<RowKey>
    {
        private readonly object?[] _row = row;

        public bool Equals(RowKey other)
        {
            for (var i = 0; i < columns; i++)
            {
                if (!Equals(_row[i], other._row[i]))
                    return false;
            }

            return true;
        }

        public override bool Equals(object? obj) => obj is RowKey other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            for (var i = 0; i < columns; i++)
                hash.Add(_row[i]);
            return hash.ToHashCode();
        }
    }
}
