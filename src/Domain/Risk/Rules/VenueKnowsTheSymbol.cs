namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>The venue's rules of the symbol are at hand.</summary>
public sealed class VenueKnowsTheSymbol : IRiskRule
{
    /// <inheritdoc/>
    public IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.UnknownSymbol, DenyReason.VenueRulesMissing];

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(snapshot);
        return Verdicts();

        IEnumerable<RiskVerdict> Verdicts()
        {
            if (snapshot.Rules is not null)
                yield break;
            yield return snapshot.AreVenueRulesLoaded
                ? new RiskVerdict(DenyReason.UnknownSymbol, $"Symbol {request.Symbol} is not known at {request.Venue}.")
                : new RiskVerdict(
                    DenyReason.VenueRulesMissing, $"The rules of {request.Venue} are not loaded; {request.Symbol} cannot be checked.");
        }
    }
}
