using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>The venue's rules of the symbol are at hand.</summary>
public sealed class VenueKnowsTheSymbol : RiskRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.UnknownSymbol, DenyReason.VenueRulesMissing];

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in RiskGlance glance) => glance.Snapshot.Rules is not null;

    /// <inheritdoc/>
    public override void Check(in RiskCase examined, ref Findings<RiskVerdict> verdicts)
    {
        if (examined.Snapshot.Rules is not null)
            return;
        var (symbol, venue) = (examined.Request.Symbol, examined.Request.Venue);
        verdicts.Add(examined.Snapshot.AreVenueRulesLoaded
            ? new RiskVerdict(DenyReason.UnknownSymbol, $"Symbol {symbol} is not known at {venue}.")
            : new RiskVerdict(DenyReason.VenueRulesMissing, $"The rules of {venue} are not loaded; {symbol} cannot be checked."));
    }
}
