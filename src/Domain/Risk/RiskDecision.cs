using System.Diagnostics.CodeAnalysis;

namespace Bot3.Messaging.Domain.Risk;

/// <summary>What risk decided, and under which limits.</summary>
public readonly record struct RiskDecision
{
    private readonly Reservation _reservation;

    /// <summary>A denial.</summary>
    internal RiskDecision(IReadOnlyList<RiskVerdict> verdicts, long limitsVersion) => (Verdicts, LimitsVersion) = (verdicts, limitsVersion);

    /// <summary>An approval. By reference, because each copy of so many numbers costs as much as a rule.</summary>
    internal RiskDecision(long limitsVersion, in Reservation reservation)
    {
        Verdicts = [];
        LimitsVersion = limitsVersion;
        Approved = true;
        _reservation = reservation;
    }

    /// <summary>Every reason against the order; none means approved.</summary>
    public IReadOnlyList<RiskVerdict> Verdicts { get; }

    /// <summary>The version of the limits that the decision was made under.</summary>
    public long LimitsVersion { get; }

    /// <summary>True when nothing speaks against the order.</summary>
    [MemberNotNullWhen(true, nameof(Reservation))]
    public bool Approved { get; }

    /// <summary>What to set aside; null for a denial.</summary>
    public Reservation? Reservation => Approved ? _reservation : null;
}
