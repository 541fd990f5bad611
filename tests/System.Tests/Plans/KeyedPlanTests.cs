using System.Globalization;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.ExchangeWorker.Persistence;
using Bot3.Messaging.OrderSaga.Persistence;
using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.Persistence.Sagas;
using Bot3.Messaging.RiskWorker.Persistence;
using Bot3.Messaging.System_Tests.Commands;
using Bot3.Messaging.TestKit.Services;
using Npgsql;
using NpgsqlTypes;

namespace Bot3.Messaging.System_Tests.Plans;

/// <summary>
/// A statement that is planned while its table is empty keeps its plan until the next ANALYZE, a minute or more at full load. So every
/// statement of the hot path must find its rows by their keys even then, and never go through the table.
/// </summary>
public sealed class KeyedPlanTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HotStatements_PlannedOnEmptyTables_GoByKeys(bool analyzed)
    {
        RealInfrastructure.Require();
        await using var database = await TestServices.CreateDatabaseAsync(Token);
        Assert.Equal(ExitCodes.Success, (await CommandLine.RunAsync(Token, "migrate", "--database", database.ConnectionString)).ExitCode);
        await using var connection = new NpgsqlConnection(DurableMessagingRegistration.Prepared(database.ConnectionString));
        await connection.OpenAsync(Token);
        if (analyzed)
            await RunAsync(connection, "VACUUM ANALYZE");

        var sagas = SagaSql.For(OrderTables.State);
        foreach (var (name, sql, types) in Reads(sagas).Concat(Writes(sagas)))
        {
            var plan = await ExplainAsync(connection, sql, types);
            Assert.True(IsKeyed(plan), $"{name} goes through a whole table:\n{string.Join('\n', plan)}");
        }
    }

    [Fact]
    public async Task StatementThatJoinsAnEmptyTable_IsCaught()
    {
        RealInfrastructure.Require();
        await using var database = await TestServices.CreateDatabaseAsync(Token);
        await CommandLine.RunAsync(Token, "migrate", "--database", database.ConnectionString);
        await using var connection = new NpgsqlConnection(DurableMessagingRegistration.Prepared(database.ConnectionString));
        await connection.OpenAsync(Token);
        await RunAsync(connection, "VACUUM ANALYZE");

        var plan = await ExplainAsync(
            connection,
            "SELECT s.version FROM unnest($1) AS k (id) JOIN orders.order_state s ON s.correlation_id = k.id",
            ["uuid[]"]);

        Assert.False(IsKeyed(plan), string.Join('\n', plan));
    }

    private static IEnumerable<(string Name, string Sql, string[] Types)> Reads(SagaSql sagas) =>
    [
        ("inbox", PostgresInboxRows.Known, ["text", "uuid[]"]),
        ("sagas", sagas.LoadMany, ["uuid[]", "int[]"]),
        ("attempts", AttemptSql.LockMany, ["text[]"]),
        ("holders", AttemptSql.Holders, ["uuid[]", "int[]"]),
        ("fills of attempts", FillSql.Known, ["text[]", "text[]", "bigint[]", "text[]"]),
        ("reservations", RiskStatements.LockReservations, ["uuid[]"]),
        ("decisions", RiskStatements.Decisions, ["uuid[]"]),
        ("positions", RiskStatements.Positions, ["text[]"]),
        ("fills of risk", RiskStatements.KnownFills, ["text[]", "text[]", "text[]", "text[]"]),
        ("outbox claim", PostgresOutboxRows.Claim, ["timestamptz", "timestamptz", "int"]),
        ("outbox delete", PostgresOutboxRows.Delete, ["uuid[]"]),
        ("outbox defer", PostgresOutboxRows.Defer, ["uuid[]", "timestamptz[]"]),
    ];

    private static IEnumerable<(string Name, string Sql, string[] Types)> Writes(SagaSql sagas)
    {
        (string Name, BulkStatement Statement)[] all =
        [
            ("saga update", sagas.UpdateMany),
            ("saga delete", sagas.DeleteMany),
            ("attempt update", AttemptSql.UpdateMany),
            ("reservation update", RiskStatements.UpdateReservation),
        ];
        return all.Select(entry => (entry.Name, entry.Statement.Sql, (string[])[.. entry.Statement.Columns.Select(ArrayOf)]));
    }

    private static string ArrayOf(NpgsqlDbType type) => type switch
    {
        NpgsqlDbType.TimestampTz => "timestamptz[]",
        NpgsqlDbType.Integer => "int[]",
        _ => $"{type.ToString().ToLowerInvariant()}[]",
    };

    /// <summary>Every scan of a table must have a condition on its key: of a scan by an index, the line below it.</summary>
    private static bool IsKeyed(IReadOnlyList<string> plan)
    {
        for (var index = 0; index < plan.Count; index++)
        {
            var line = plan[index];
            if (line.Contains("Seq Scan on", StringComparison.Ordinal))
                return false;
            if ((line.Contains("Index Scan", StringComparison.Ordinal) || line.Contains("Index Only Scan", StringComparison.Ordinal))
                && (index + 1 == plan.Count || !IsWhole(plan[index + 1], line)))
                return false;
        }

        return true;
    }

    // The consumer alone is half of the inbox's key: everything that it has ever seen.
    private static bool IsWhole(string condition, string scan) => condition.Contains("Index Cond:", StringComparison.Ordinal)
        && (!scan.Contains("pk_inbox", StringComparison.Ordinal) || condition.Contains("message_id", StringComparison.Ordinal));

    private static async Task<IReadOnlyList<string>> ExplainAsync(NpgsqlConnection connection, string sql, string[] types)
    {
        await RunAsync(connection, $"PREPARE hot ({string.Join(", ", types)}) AS {sql}");
        try
        {
            var nulls = string.Join(", ", types.Select(type => string.Create(CultureInfo.InvariantCulture, $"NULL::{type}")));
            await using var command = new NpgsqlCommand($"EXPLAIN EXECUTE hot ({nulls})", connection);
            await using var reader = await command.ExecuteReaderAsync(Token);
            var lines = new List<string>();
            while (await reader.ReadAsync(Token))
                lines.Add(reader.GetString(0));
            return lines;
        }
        finally
        {
            await RunAsync(connection, "DEALLOCATE hot");
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }
}
