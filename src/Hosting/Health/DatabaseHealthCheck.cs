using Bot3.Messaging.Hosting.Storage;
using Bot3.Messaging.Hosting.Transport;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Bot3.Messaging.Hosting.Health;

/// <summary>
/// Whether Postgres answers and takes writes. Its probe has a connection of its own, so that an exhausted pool does not look like a dead
/// server; whether a write that is really wanted is taken, only the messages' own transactions can tell.
/// </summary>
internal sealed class DatabaseHealthCheck : IHealthCheck
{
    // A message in retry meets the database again within its longest wait; this is for what comes between the wait and the fault.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    private readonly string _connectionString;
    private readonly ILogger<DatabaseHealthCheck> _logger;
    private readonly TimeSpan _memory;
    private readonly WriteRefusals _refusals;

    public DatabaseHealthCheck(
        IOptions<StorageOptions> options, IOptions<BusOptions> bus, WriteRefusals refusals, ILogger<DatabaseHealthCheck> logger)
    {
        _refusals = refusals;
        _memory = bus.Value.Retry.DelayMax + Slack;
        // Unpooled: one short connection a probe, and none kept.
        _connectionString = new NpgsqlConnectionStringBuilder(
            options.Value.ConnectionString.Reveal()) { Pooling = false, Timeout = 5, CommandTimeout = 5 }
            .ConnectionString;
        _logger = logger;
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = new NpgsqlConnection(_connectionString);
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("select current_setting('transaction_read_only')", connection);
            if (await command.ExecuteScalarAsync(cancellationToken) is "on")
            {
                return Refusing(WriteRefusals.Explain(PostgresErrorCodes.ReadOnlySqlTransaction)!);
            }

            return _refusals.Within(_memory) is { } reason ? Refusing(reason) : HealthCheckResult.Healthy("Postgres answers.");
        }
        catch (NpgsqlException exception)
        {
            // The text may name hosts and users: it goes to the log, not to whoever asks over HTTP.
            Log.DatabaseUnreachable(_logger, exception.Message);
            return HealthCheckResult.Unhealthy("Postgres cannot be reached.");
        }
    }

    private HealthCheckResult Refusing(string reason)
    {
        Log.DatabaseRefusesWrites(_logger, reason);
        return HealthCheckResult.Unhealthy($"Postgres takes no writes: {reason}.");
    }
}
