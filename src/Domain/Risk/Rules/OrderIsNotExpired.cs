using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>The expiry lies in the future.</summary>
public sealed class OrderIsNotExpired : RiskRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.OrderExpired];

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in RiskGlance glance) =>
        glance.Request.ExpiresAt is not { } expiry || expiry > glance.Snapshot.Now;

    /// <inheritdoc/>
    public override void Check(in RiskCase examined, ref Findings<RiskVerdict> verdicts)
    {
        if (examined.Request.ExpiresAt is { } expiry && expiry <= examined.Snapshot.Now)
            verdicts.Add(Expired(expiry, examined.Snapshot.Now));
    }

    private static RiskVerdict Expired(DateTimeOffset expiry, DateTimeOffset now) => new(
        DenyReason.OrderExpired,
        FormattableString.Invariant($"ExpiresAt {expiry:O} is not after {now:O}."),
        0,
        (decimal)(expiry - now).Ticks / TimeSpan.TicksPerSecond,
        "seconds");
}
