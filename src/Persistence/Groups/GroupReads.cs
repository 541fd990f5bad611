using Npgsql;

namespace Bot3.Messaging.Persistence.Groups;

/// <summary>What a group reads before its works run: one round trip for all of them.</summary>
public sealed class GroupReads
{
    private readonly List<(NpgsqlBatchCommand Command, Action<NpgsqlDataReader> Row)> _reads = [];

    /// <summary>Adds a query. Queries run in the order of adding, each on what is committed when it runs.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="row">Takes one row of its result; must not wait.</param>
    /// <param name="parameters">Positional parameters.</param>
    public void Add(string sql, Action<NpgsqlDataReader> row, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        ArgumentNullException.ThrowIfNull(row);
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        _reads.Add((command, row));
    }

    internal async ValueTask ExecuteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        if (_reads.Count == 0)
            return;
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var (command, _) in _reads)
            batch.BatchCommands.Add(command);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var (_, row) in _reads)
        {
            while (await reader.ReadAsync(cancellationToken))
                row(reader);
            await reader.NextResultAsync(cancellationToken);
        }
    }
}
