using Bot3.Messaging.Hosting.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Bot3.Messaging.Hosting.Health;

/// <summary>
/// Whether Postgres answers. Its probe has a connection of its own, so that an exhausted pool does not look like a dead server.
/// </summary>
internal sealed class DatabaseHealthCheck : IHealthCheck
{
    private readonly string _connectionString;
    private readonly ILogger<DatabaseHealthCheck> _logger;

    public DatabaseHealthCheck(IOptions<StorageOptions> options, ILogger<DatabaseHealthCheck> logger)
    {
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
            await using var command = new NpgsqlCommand("select 1", connection);
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy("Postgres answers.");
        }
        catch (NpgsqlException exception)
        {
            // The text may name hosts and users: it goes to the log, not to whoever asks over HTTP.
            Log.DatabaseUnreachable(_logger, exception.Message);
            return HealthCheckResult.Unhealthy("Postgres cannot be reached.");
        }
    }
}
