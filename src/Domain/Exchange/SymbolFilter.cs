using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>One rule of a venue for a symbol; the numbers come from its exchange information.</summary>
/// <remarks>Sources: Binance Spot, filters. As there, a bound of 0 switches that bound off.</remarks>
public abstract record SymbolFilter
{
    /// <summary>The venue's name of the rule.</summary>
    public abstract string Name { get; }

    /// <summary>Every way in which the order breaks this rule; none when it keeps it.</summary>
    public IReadOnlyList<FilterBreach> Check(in CandidateOrder order, in MarketReference market)
    {
        Findings<FilterBreach> breaches = default;
        Check(order, market, ref breaches);
        return breaches.All;
    }

    /// <summary>Adds every way in which the order breaks this rule; makes no garbage when it keeps it.</summary>
    public abstract void Check(in CandidateOrder order, in MarketReference market, ref Findings<FilterBreach> breaches);

    /// <summary>A breach of a least value.</summary>
    private FilterBreach Below(string field, decimal limit, decimal actual) =>
        new(Name, field, limit, actual, FormattableString.Invariant($"{Name}: {field} {actual} is below {limit}."));

    /// <summary>A breach of a greatest value.</summary>
    private FilterBreach Above(string field, decimal limit, decimal actual) =>
        new(Name, field, limit, actual, FormattableString.Invariant($"{Name}: {field} {actual} is above {limit}."));

    /// <summary>A breach of a grid.</summary>
    private FilterBreach OffGrid(string field, decimal step, decimal actual) =>
        new(Name, field, step, actual, FormattableString.Invariant($"{Name}: {field} {actual} is not a multiple of {step}."));

    /// <summary>Checks bounds and grid of one number, each switched off by 0.</summary>
    private protected void Grid(
        string field, decimal actual, decimal min, decimal max, decimal step, ref Findings<FilterBreach> breaches)
    {
        if (min > 0 && actual < min)
            breaches.Add(Below(field, min, actual));
        if (max > 0 && actual > max)
            breaches.Add(Above(field, max, actual));
        if (step > 0 && !DecimalBounds.IsMultiple(actual, step))
            breaches.Add(OffGrid(field, step, actual));
    }

    /// <summary>Checks the bounds of a count, each switched off by 0.</summary>
    private protected void Count(string field, int actual, int min, int max, ref Findings<FilterBreach> breaches)
    {
        if (min > 0 && actual < min)
            breaches.Add(Below(field, min, actual));
        if (max > 0 && actual > max)
            breaches.Add(Above(field, max, actual));
    }
}
