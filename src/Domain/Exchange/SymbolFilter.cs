namespace Bot3.Messaging.Domain.Exchange;

/// <summary>One rule of a venue for a symbol; the numbers come from its exchange information.</summary>
/// <remarks>Sources: Binance Spot, filters. As there, a bound of 0 switches that bound off.</remarks>
public abstract record SymbolFilter
{
    /// <summary>The venue's name of the rule.</summary>
    public abstract string Name { get; }

    /// <summary>Every way in which the order breaks this rule; none when it keeps it.</summary>
    public abstract IEnumerable<FilterBreach> Check(CandidateOrder order, MarketReference market);

    /// <summary>A breach of a least value.</summary>
    private protected FilterBreach Below(string field, decimal limit, decimal actual) =>
        new(Name, field, limit, actual, FormattableString.Invariant($"{Name}: {field} {actual} is below {limit}."));

    /// <summary>A breach of a greatest value.</summary>
    private protected FilterBreach Above(string field, decimal limit, decimal actual) =>
        new(Name, field, limit, actual, FormattableString.Invariant($"{Name}: {field} {actual} is above {limit}."));

    /// <summary>A breach of a grid.</summary>
    private protected FilterBreach OffGrid(string field, decimal step, decimal actual) =>
        new(Name, field, step, actual, FormattableString.Invariant($"{Name}: {field} {actual} is not a multiple of {step}."));

    /// <summary>Checks bounds and grid of one number, each switched off by 0.</summary>
    private protected IEnumerable<FilterBreach> Grid(string field, decimal actual, decimal min, decimal max, decimal step)
    {
        if (min > 0 && actual < min)
            yield return Below(field, min, actual);
        if (max > 0 && actual > max)
            yield return Above(field, max, actual);
        if (step > 0 && !Values.DecimalBounds.IsMultiple(actual, step))
            yield return OffGrid(field, step, actual);
    }
}
