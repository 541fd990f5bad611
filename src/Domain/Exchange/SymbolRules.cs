using System.Collections.Immutable;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>What a venue demands of orders on one symbol.</summary>
/// <param name="Venue">Whose rules.</param>
/// <param name="Symbol">For which symbol.</param>
/// <param name="VenueSymbol">How the venue spells the symbol, such as <c>BTCUSDT</c>.</param>
/// <param name="Status">Whether it trades.</param>
/// <param name="Filters">Its rules.</param>
public sealed record SymbolRules(
    VenueId Venue,
    Symbol Symbol,
    string VenueSymbol,
    SymbolStatus Status,
    ImmutableArray<SymbolFilter> Filters)
{
    /// <summary>The name under which a symbol that does not trade is reported.</summary>
    public const string StatusFilter = "SYMBOL_STATUS";

    /// <summary>The price step; null where the venue names none.</summary>
    public decimal? TickSize => Filters.OfType<PriceFilter>().FirstOrDefault() is { TickSize: > 0 } filter ? filter.TickSize : null;

    /// <summary>The quantity step; null where the venue names none.</summary>
    public decimal? StepSize => Filters.OfType<LotSizeFilter>().FirstOrDefault() is { StepSize: > 0 } filter ? filter.StepSize : null;

    /// <summary>Every broken rule; none when the venue's filters would let the order pass.</summary>
    public IReadOnlyList<FilterBreach> Check(in CandidateOrder order, MarketReference market)
    {
        Findings<FilterBreach> breaches = default;
        Check(order, market, ref breaches);
        return breaches.All;
    }

    /// <summary>Adds every broken rule; makes no garbage when none is.</summary>
    public void Check(in CandidateOrder order, MarketReference market, ref Findings<FilterBreach> breaches)
    {
        var glance = new OrderGlance(order, market);
        if (glance.IsReadable && AreSurelyKept(glance))
            return;
        if (Status is not SymbolStatus.Trading)
            breaches.Add(new FilterBreach(StatusFilter, nameof(Status), 0, 0, $"{StatusFilter}: {Symbol} does not trade at {Venue} now."));
        foreach (var filter in Filters)
            filter.Check(order, market, ref breaches);
    }

    /// <summary>True when the order surely breaks no rule; false asks for a check.</summary>
    internal bool AreSurelyKept(in OrderGlance order)
    {
        foreach (var filter in Filters)
        {
            if (!filter.IsSurelyKept(order))
                return false;
        }

        return Status is SymbolStatus.Trading;
    }
}
