namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>The expiry lies in the future.</summary>
public sealed class OrderIsNotExpired : IRiskRule
{
    /// <inheritdoc/>
    public IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.OrderExpired];

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(snapshot);
        return Verdicts();

        IEnumerable<RiskVerdict> Verdicts()
        {
            if (request.ExpiresAt is { } expiry && expiry <= snapshot.Now)
            {
                yield return new RiskVerdict(
                    DenyReason.OrderExpired,
                    FormattableString.Invariant($"ExpiresAt {expiry:O} is not after {snapshot.Now:O}."),
                    0,
                    (decimal)(expiry - snapshot.Now).Ticks / TimeSpan.TicksPerSecond,
                    "seconds");
            }
        }
    }
}
