using Bot3.Messaging.Persistence.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Hosting.Health;

/// <summary>Whether messages leave: the oldest due outbox row of the last sweep must be younger than the limit.</summary>
internal sealed class OutboxHealthCheck : IHealthCheck
{
    private readonly TimeSpan _limit;

    public OutboxHealthCheck(IOptions<HealthOptions> options) => _limit = options.Value.OutboxLagMax;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Judge(DurableMetrics.OutboxLag));

    internal HealthCheckResult Judge(TimeSpan lag) => lag <= _limit
        ? HealthCheckResult.Healthy($"The oldest due message waits for {lag:c}; the limit is {_limit:c}.")
        : HealthCheckResult.Unhealthy($"The oldest due message waits for {lag:c}; the limit is {_limit:c}.");
}
