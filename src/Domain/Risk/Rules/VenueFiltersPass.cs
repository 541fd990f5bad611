using Bot3.Messaging.Domain.Exchange;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>The venue's own filters would let the order pass; nothing is rounded to make it so.</summary>
public sealed class VenueFiltersPass : RiskRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.VenueFilter];

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in RiskGlance glance) =>
        glance.Snapshot.Rules is not { } rules || rules.AreSurelyKept(glance.Order);

    /// <inheritdoc/>
    public override void Check(in RiskCase examined, ref Findings<RiskVerdict> verdicts)
    {
        var (request, snapshot) = (examined.Request, examined.Snapshot);
        if (snapshot.Rules is not { } rules)
            return;
        var candidate = new CandidateOrder
        {
            Side = request.Side,
            Type = request.Type,
            Quantity = request.Quantity,
            LimitPrice = request.LimitPrice,
            TriggerPrice = request.TriggerPrice,
        };
        var reference = snapshot.Reference.Price is null && snapshot.Market?.Mark is { } mark
            ? snapshot.Reference with { Price = mark.Value }
            : snapshot.Reference;
        Findings<FilterBreach> breaches = default;
        rules.Check(candidate, reference, ref breaches);
        if (breaches.IsEmpty)
            return;
        foreach (var found in breaches.All)
            verdicts.Add(new RiskVerdict(DenyReason.VenueFilter, found.Text, found.Limit, found.Actual));
    }
}
