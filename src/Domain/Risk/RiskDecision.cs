namespace Bot3.Messaging.Domain.Risk;

/// <summary>What risk decided, and under which limits.</summary>
/// <param name="Verdicts">Every reason against the order; none means approved.</param>
/// <param name="LimitsVersion">The version of the limits that the decision was made under.</param>
/// <param name="Reservation">What to set aside; null for a denial.</param>
public readonly record struct RiskDecision(IReadOnlyList<RiskVerdict> Verdicts, long LimitsVersion, Reservation? Reservation)
{
    /// <summary>True when nothing speaks against the order.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Reservation))]
    public bool Approved => Reservation is not null;
}
