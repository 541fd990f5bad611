using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>One rule of a venue for a symbol; the numbers come from its exchange information.</summary>
/// <remarks>Sources: Binance Spot, filters. As there, a bound of 0 switches that bound off.</remarks>
public abstract record SymbolFilter
{
    /// <summary>The venue's name of the rule.</summary>
    public abstract string Name { get; }

    /// <summary>Every way in which the order breaks this rule; none when it keeps it.</summary>
    public IReadOnlyList<FilterBreach> Check(in CandidateOrder order, MarketReference market)
    {
        Findings<FilterBreach> breaches = default;
        Check(order, market, ref breaches);
        return breaches.All;
    }

    /// <summary>Adds every way in which the order breaks this rule; makes no garbage when it keeps it.</summary>
    public abstract void Check(in CandidateOrder order, MarketReference market, ref Findings<FilterBreach> breaches);

    /// <summary>True when the order surely keeps this rule; false asks <see cref="Check(in CandidateOrder, MarketReference)"/>.</summary>
    internal abstract bool IsSurelyKept(in OrderGlance order);

    /// <summary>A breach of a least value.</summary>
    internal FilterBreach Below(string field, decimal limit, decimal actual) =>
        new(Name, field, limit, actual, FormattableString.Invariant($"{Name}: {field} {actual} is below {limit}."));

    /// <summary>A breach of a greatest value.</summary>
    internal FilterBreach Above(string field, decimal limit, decimal actual) =>
        new(Name, field, limit, actual, FormattableString.Invariant($"{Name}: {field} {actual} is above {limit}."));

    /// <summary>A breach of a grid.</summary>
    internal FilterBreach OffGrid(string field, decimal step, decimal actual) =>
        new(Name, field, step, actual, FormattableString.Invariant($"{Name}: {field} {actual} is not a multiple of {step}."));

    /// <summary>Checks bounds that come with the order or the market, each switched off by 0.</summary>
    private protected void Check(string field, decimal actual, decimal min, decimal max, ref Findings<FilterBreach> breaches)
    {
        if (min > 0 && actual < min)
            breaches.Add(Below(field, min, actual));
        if (max > 0 && actual > max)
            breaches.Add(Above(field, max, actual));
    }

    /// <summary>Checks the bounds of a count, each switched off by 0.</summary>
    private protected void Check(string field, int actual, int min, int max, ref Findings<FilterBreach> breaches)
    {
        if (min > 0 && actual < min)
            breaches.Add(Below(field, min, actual));
        if (max > 0 && actual > max)
            breaches.Add(Above(field, max, actual));
    }
}
