using Bot3.Messaging.Bot3.Commands.Bench.Load;
using Npgsql;

namespace Bot3.Messaging.Bot3.Commands.Bench.Measure;

/// <summary>
/// Where the time of an order went, read from the database after the phase: nothing is added to the path that is measured. All clocks are
/// this machine's.
/// </summary>
/// <param name="source">The database.</param>
/// <param name="time">The clock that the phase was timed by.</param>
internal sealed class StageTimes(NpgsqlDataSource source, TimeProvider time)
{
    private const string Query =
        """
        SELECT a.order_id,
               max(t.recorded_at) FILTER (WHERE t.event = 'SubmitOrder'),
               max(d.decided_at),
               max(t.recorded_at) FILTER (WHERE t.event = 'RiskApproved'),
               max(a.accepted_at),
               max(t.recorded_at) FILTER (WHERE t.to_status IN ('Submitted', 'Filled') AND t.from_status = 'PendingSubmit'),
               max(f.executed_at),
               max(t.recorded_at) FILTER (WHERE t.to_status = 'Filled' AND t.from_status <> 'Filled')
        FROM exchange.attempts a
        JOIN orders.audit_trail t ON t.order_id = a.order_id
        JOIN risk.decisions d ON d.order_id = a.order_id
        JOIN exchange.fills f ON f.client_order_id = a.client_order_id
        WHERE a.order_id BETWEEN $1 AND $2
        GROUP BY a.order_id
        """;

    /// <summary>The stages' names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["generator", "publish", "risk", "saga_commit", "venue_send", "ack", "fill", "final"];

    /// <summary>Percentiles by stage of a finished phase.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyDictionary<string, Percentiles>> ReadAsync(OrderPhase phase, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(phase);
        var stages = Names.ToDictionary(name => name, _ => new List<double>(phase.Count), StringComparer.Ordinal);
        await using var command = source.CreateCommand(Query);
        command.CommandTimeout = 300;
        command.Parameters.AddWithValue(phase.Ids.Id(0));
        command.Parameters.AddWithValue(phase.Ids.Id(phase.Count - 1));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            DateTime? At(int column) => reader.IsDBNull(column) ? null : reader.GetDateTime(column);
            if (phase.Ids.Number(reader.GetGuid(0)) is { } number)
                Add(stages, phase, number, [.. Enumerable.Range(1, 7).Select(At)]);
        }

        return Names.ToDictionary(name => name, name => Percentiles.Of(stages[name]), StringComparer.Ordinal);
    }

    /// <summary>Latency of a phase: from when each order was meant to be sent until its strategy hears that it is filled.</summary>
    /// <param name="phase">The phase.</param>
    public Percentiles EndToEnd(OrderPhase phase)
    {
        ArgumentNullException.ThrowIfNull(phase);
        return Percentiles.Of(
            Enumerable.Range(0, phase.Count).Select(number => Milliseconds(phase.Intended[number], phase.Filled(number))));
    }

    private void Add(Dictionary<string, List<double>> stages, OrderPhase phase, int number, DateTime?[] at)
    {
        DateTime Utc(long timestamp) => (phase.StartedAt + time.GetElapsedTime(phase.Started, timestamp)).UtcDateTime;
        var sent = Utc(phase.Sent[number]);
        var (submitted, decided, approved, accepted, acknowledged, executed, filled) = (at[0], at[1], at[2], at[3], at[4], at[5], at[6]);
        stages["generator"].Add(Milliseconds(phase.Intended[number], phase.Sent[number]));
        Put("publish", sent, submitted);
        Put("risk", submitted, decided);
        Put("saga_commit", decided, approved);
        Put("venue_send", approved, accepted);
        Put("ack", accepted, acknowledged);
        Put("fill", executed, filled);
        Put("final", filled, Utc(phase.Filled(number)));

        void Put(string stage, DateTime? from, DateTime? to)
        {
            if (from is { } begin && to is { } end)
                stages[stage].Add((end - begin).TotalMilliseconds);
        }
    }

    private double Milliseconds(long from, long to) => time.GetElapsedTime(from, to).TotalMilliseconds;
}
