using Npgsql;
using NpgsqlTypes;

namespace Bot3.Messaging.Bot3.Commands.Bench.Raw;

/// <summary>What the database can do on this machine without us.</summary>
/// <param name="CommitsPerSecond">Transactions of one update and one insert each, from several connections.</param>
/// <param name="GroupedRowsPerSecond">Rows changed when 64 updates and 64 inserts share a transaction and two statements.</param>
internal sealed record RawDatabaseFigures(double CommitsPerSecond, double GroupedRowsPerSecond);

/// <summary>Measures the database: single transactions, and grouped ones by <c>unnest</c>.</summary>
/// <param name="source">The database.</param>
/// <param name="time">The clock.</param>
internal sealed class RawDatabase(NpgsqlDataSource source, TimeProvider time)
{
    private const int Connections = 8;
    private const int RowsPerConnection = 1_000;
    private const int Group = 64;
    private const int DocumentBytes = 500;

    private const string Create =
        """
        DROP SCHEMA IF EXISTS bench_raw CASCADE;
        CREATE SCHEMA bench_raw;
        CREATE TABLE bench_raw.state (id int PRIMARY KEY, version int NOT NULL, document text NOT NULL);
        CREATE TABLE bench_raw.log (id uuid PRIMARY KEY, document text NOT NULL);
        INSERT INTO bench_raw.state SELECT n, 0, repeat('x', 500) FROM generate_series(0, 7999) n;
        """;

    private const string Update = "UPDATE bench_raw.state SET version = version + 1, document = $2 WHERE id = $1";
    private const string Insert = "INSERT INTO bench_raw.log VALUES ($1, $2)";
    private const string UpdateGroup =
        "UPDATE bench_raw.state s SET version = version + 1, document = u.d FROM unnest($1, $2) u(i, d) WHERE s.id = u.i";

    private const string InsertGroup = "INSERT INTO bench_raw.log SELECT * FROM unnest($1, $2)";

    private static readonly string Document = new('y', DocumentBytes);

    /// <summary>Measures both.</summary>
    /// <param name="duration">How long each.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<RawDatabaseFigures> MeasureAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        await ExecuteAsync(Create, cancellationToken);
        try
        {
            var single = await RateAsync(SingleAsync, duration, cancellationToken);
            var grouped = await RateAsync(GroupedAsync, duration, cancellationToken);
            return new RawDatabaseFigures(single, grouped * Group * 2);
        }
        finally
        {
            await ExecuteAsync("DROP SCHEMA bench_raw CASCADE", CancellationToken.None);
        }
    }

    private async Task<double> RateAsync(
        Func<NpgsqlConnection, int, CancellationToken, Task> transactionAsync, TimeSpan duration, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(async number =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            var count = 0;
            for (; time.GetElapsedTime(started) < duration; count++)
            {
                var row = (number * RowsPerConnection) + (count * Group % (RowsPerConnection - Group));
                await transactionAsync(connection, row, cancellationToken);
            }

            return count;
        }));
        return counts.Sum() / time.GetElapsedTime(started).TotalSeconds;
    }

    // One round trip, one implicit transaction.
    private static async Task SingleAsync(NpgsqlConnection connection, int row, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(Update) { Parameters = { new() { Value = row }, new() { Value = Document } } },
                new NpgsqlBatchCommand(Insert) { Parameters = { new() { Value = Guid.NewGuid() }, new() { Value = Document } } },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task GroupedAsync(NpgsqlConnection connection, int row, CancellationToken cancellationToken)
    {
        var rows = Enumerable.Range(row, Group).ToArray();
        var documents = Enumerable.Repeat(Document, Group).ToArray();
        var ids = rows.Select(_ => Guid.NewGuid()).ToArray();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(UpdateGroup)
                {
                    Parameters =
                    {
                        new() { Value = rows, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
                        new() { Value = documents, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                    },
                },
                new NpgsqlBatchCommand(InsertGroup)
                {
                    Parameters =
                    {
                        new() { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                        new() { Value = documents, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
