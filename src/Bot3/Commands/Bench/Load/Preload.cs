using System.Globalization;
using Npgsql;

namespace Bot3.Messaging.Bot3.Commands.Bench.Load;

/// <summary>
/// Fills the database with finished orders: copies, made in SQL, of the rows of real ones, under new ids that are older than all real ones.
/// Columns are read from the catalogue, so a migration does not break it.
/// </summary>
/// <param name="source">The database.</param>
/// <param name="say">Hears of the progress.</param>
internal sealed class Preload(NpgsqlDataSource source, Action<string> say)
{
    private const int BatchOrders = 20_000;
    private const int TimeoutSeconds = 600;

    // n: the copy's number. Order ids and client order ids of copies keep their shape, so that rows and indexes are as large as real ones.
    private const string OrderId = "('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid";
    private const string ClientOrderId = "overlay(r.client_order_id placing lpad(to_hex(n), 12, '0') from length(r.client_order_id) - 11)";

    // Table, how its rows belong to an order, what is replaced. Text of documents stays: nobody reads it, and only its size counts.
    private static readonly (string Table, string OfOrder, (string Column, string Value)[] Replaced)[] Tables =
    [
        ("orders.order_state", "r.correlation_id = s.order_id", [("correlation_id", OrderId)]),
        ("orders.audit_trail", "r.order_id = s.order_id", [("order_id", OrderId)]),
        ("risk.decisions", "r.order_id = s.order_id", [("order_id", OrderId), ("decision_id", "gen_random_uuid()")]),
        ("risk.reservations", "r.order_id = s.order_id", [("order_id", OrderId)]),
        ("risk.fills", "r.order_id = s.order_id", [("order_id", OrderId), ("trade_id", "n::text"), ("venue_order_id", "n::text")]),
        ("exchange.attempts", "r.order_id = s.order_id",
            [("order_id", OrderId), ("client_order_id", ClientOrderId), ("venue_order_id", "n::text")]),
        ("exchange.fills", "r.client_order_id = s.client_order_id",
            [("client_order_id", ClientOrderId), ("trade_id", "n"), ("venue_order_id", "n::text")]),
    ];

    /// <summary>Makes the copies.</summary>
    /// <param name="orders">How many.</param>
    /// <param name="seed">A finished phase whose orders are copied in turn.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(int orders, OrderPhase seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(seed);
        await PrepareAsync(seed, cancellationToken);
        var inserts = new List<string>();
        foreach (var (table, ofOrder, replaced) in Tables)
            inserts.Add(await InsertAsync(table, ofOrder, replaced, cancellationToken));
        inserts.Add(
            $"""
            INSERT INTO messaging.inbox ({await ColumnsAsync("messaging.inbox", [], false, cancellationToken)})
            SELECT {await ColumnsAsync("messaging.inbox", [("message_id", "gen_random_uuid()")], true, cancellationToken)}
            FROM generate_series($1::bigint, $2) n CROSS JOIN bench_seed_inbox r
            """);
        for (var from = 1; from <= orders; from += BatchOrders)
        {
            var to = Math.Min(orders, from + BatchOrders - 1);
            foreach (var insert in inserts)
                await ExecuteAsync(insert, cancellationToken, (long)from, (long)to);
            if (to % (BatchOrders * 5) == 0 || to == orders)
                say(string.Create(CultureInfo.InvariantCulture, $"preload: {to:N0} of {orders:N0} orders"));
        }

        await ExecuteAsync("DROP TABLE bench_seed, bench_seed_inbox", cancellationToken);
        await ExecuteAsync("VACUUM ANALYZE", cancellationToken);
        await ExecuteAsync("CHECKPOINT", cancellationToken);
    }

    // The orders that are copied, numbered from 0, and the inbox entries of one order by consumer, as many as it has on average.
    private async Task PrepareAsync(OrderPhase seed, CancellationToken cancellationToken)
    {
        await ExecuteAsync("DROP TABLE IF EXISTS bench_seed, bench_seed_inbox", cancellationToken);
        await ExecuteAsync(
            """
            CREATE TABLE bench_seed AS
            SELECT row_number() OVER (ORDER BY order_id) - 1 AS number, order_id, client_order_id
            FROM exchange.attempts WHERE order_id BETWEEN $1 AND $2
            """,
            cancellationToken, seed.Ids.Id(0), seed.Ids.Id(seed.Count - 1));
        await ExecuteAsync("CREATE INDEX ON bench_seed (number)", cancellationToken);
        await ExecuteAsync(
            """
            CREATE TABLE bench_seed_inbox AS
            SELECT (ranked.entry).* FROM (
                SELECT i AS entry, row_number() OVER (PARTITION BY consumer ORDER BY message_id) AS rank,
                       count(*) OVER (PARTITION BY consumer) AS entries
                FROM messaging.inbox i WHERE received_at >= $1) ranked
            WHERE rank <= round(entries::numeric / $2)
            """,
            cancellationToken, seed.StartedAt.UtcDateTime, seed.Count);
        await ExecuteAsync("ANALYZE bench_seed", cancellationToken);
    }

    private async Task<string> InsertAsync(
        string table, string ofOrder, (string Column, string Value)[] replaced, CancellationToken cancellationToken) =>
        $"""
        INSERT INTO {table} ({await ColumnsAsync(table, replaced, false, cancellationToken)})
        SELECT {await ColumnsAsync(table, replaced, true, cancellationToken)}
        FROM generate_series($1::bigint, $2) n
        JOIN bench_seed s ON s.number = n % (SELECT count(*) FROM bench_seed)
        JOIN {table} r ON {ofOrder}
        """;

    // The columns' names, or their values in a copy; columns that the database fills by itself are left to it.
    private async Task<string> ColumnsAsync(
        string table, (string Column, string Value)[] replaced, bool values, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            """
            SELECT quote_ident(column_name) FROM information_schema.columns
            WHERE table_schema || '.' || table_name = $1 AND is_identity = 'NO' AND is_generated = 'NEVER' ORDER BY ordinal_position
            """);
        command.Parameters.AddWithValue(table);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var columns = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var column = reader.GetString(0);
            var replacement = replaced.FirstOrDefault(each => each.Column == column).Value;
            columns.Add(values ? replacement ?? $"r.{column}" : column);
        }

        return string.Join(", ", columns);
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] parameters)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = TimeoutSeconds;
        foreach (var parameter in parameters)
            command.Parameters.AddWithValue(parameter);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
