using Bot3.Messaging.ExchangeWorker.Limits;
using Npgsql;

namespace Bot3.Messaging.ExchangeWorker.Persistence;

/// <summary>Limits shared by all workers: a row per limit, changed in a statement of its own, in no session's transaction.</summary>
internal sealed class PostgresRateLedger(NpgsqlDataSource database) : IRateLedger
{
    private const string Take =
        """
        WITH old AS (
            SELECT window_number, held_until, greatest(CASE WHEN window_number < $3 THEN 0 ELSE taken END, $6) AS taken
            FROM exchange.rate_budgets WHERE scope = $1 AND name = $2 FOR UPDATE)
        UPDATE exchange.rate_budgets AS row SET
            window_number = greatest(old.window_number, $3),
            taken = CASE WHEN old.window_number > $3 THEN row.taken ELSE old.taken + greatest(0, least($4, $5 - old.taken)) END
        FROM old WHERE row.scope = $1 AND row.name = $2
        RETURNING CASE WHEN old.window_number > $3 THEN 0 ELSE greatest(0, least($4, $5 - old.taken)) END, old.held_until
        """;

    private const string Add =
        "INSERT INTO exchange.rate_budgets (scope, name, window_number, taken) VALUES ($1, $2, 0, 0) ON CONFLICT DO NOTHING";

    private const string Hold =
        """
        INSERT INTO exchange.rate_budgets AS known (scope, name, window_number, taken, held_until) VALUES ($1, $2, 0, 0, $3)
        ON CONFLICT (scope, name) DO UPDATE SET held_until = greatest(known.held_until, excluded.held_until)
        """;

    public async ValueTask<RateGrant> TakeAsync(
        RateLimitKey key, long window, long units, long ceiling, long used, CancellationToken cancellationToken)
    {
        if (await TryTakeAsync(key, window, units, ceiling, used, cancellationToken) is { } granted)
            return granted;
        await using (var add = Command(Add, key))
            await add.ExecuteNonQueryAsync(cancellationToken);
        return await TryTakeAsync(key, window, units, ceiling, used, cancellationToken)
            ?? throw new InvalidOperationException($"the row of limit {key.Name} of {key.Scope} was just added, and is gone");
    }

    public async ValueTask HoldAsync(RateLimitKey key, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var command = Command(Hold, key);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = until.ToUniversalTime() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<RateGrant?> TryTakeAsync(
        RateLimitKey key, long window, long units, long ceiling, long used, CancellationToken cancellationToken)
    {
        await using var command = Command(Take, key);
        foreach (var value in (ReadOnlySpan<long>)[window, units, ceiling, used])
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new RateGrant(reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1))
            : null;
    }

    private NpgsqlCommand Command(string sql, RateLimitKey key)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Scope });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Name });
        return command;
    }
}
