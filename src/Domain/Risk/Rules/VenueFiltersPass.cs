using Bot3.Messaging.Domain.Exchange;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>The venue's own filters would let the order pass; nothing is rounded to make it so.</summary>
public sealed class VenueFiltersPass : IRiskRule
{
    /// <inheritdoc/>
    public IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.VenueFilter];

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(snapshot);
        return Verdicts();

        IEnumerable<RiskVerdict> Verdicts()
        {
            if (snapshot.Rules is not { } rules)
                yield break;
            var candidate = new CandidateOrder
            {
                Side = request.Side,
                Type = request.Type,
                Quantity = request.Quantity,
                LimitPrice = request.LimitPrice,
                TriggerPrice = request.TriggerPrice,
            };
            var reference = snapshot.Reference with { Price = snapshot.Reference.Price ?? snapshot.Market?.Mark?.Value };
            foreach (var found in rules.Check(candidate, reference))
                yield return new RiskVerdict(DenyReason.VenueFilter, found.Text, found.Limit, found.Actual);
        }
    }
}
