using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance;

/// <summary>
/// The venue's pairs, <c>BASE/QUOTE</c> to the venue's name and back, as <c>exchangeInfo</c> lists them: joining
/// the two names would be a guess.
/// </summary>
internal sealed class BinanceSymbols
{
    private readonly FrozenDictionary<string, SymbolRulesSnapshot> _byPair;
    private readonly FrozenDictionary<string, SymbolRulesSnapshot> _byVenueName;

    /// <summary>Holds the venue's pairs. Should two share one pair, the one that trades wins.</summary>
    /// <param name="rules">All pairs.</param>
    public BinanceSymbols(IEnumerable<SymbolRulesSnapshot> rules)
    {
        var all = rules.ToList();
        _byVenueName = all.DistinctBy(rule => rule.VenueSymbol, StringComparer.Ordinal)
            .ToFrozenDictionary(rule => rule.VenueSymbol, StringComparer.Ordinal);
        _byPair = all.OrderBy(rule => rule.Status == "TRADING" ? 0 : 1)
            .DistinctBy(rule => rule.Symbol, StringComparer.Ordinal)
            .ToFrozenDictionary(rule => rule.Symbol, StringComparer.Ordinal);
    }

    /// <summary>The rules of the configured pairs; of all when none is configured.</summary>
    /// <param name="configured">Pairs as <c>BASE/QUOTE</c>.</param>
    /// <param name="missing">Configured pairs that the venue does not list.</param>
    public IReadOnlyList<SymbolRulesSnapshot> Select(ICollection<string> configured, out IReadOnlyList<string> missing)
    {
        missing = [.. configured.Where(pair => !_byPair.ContainsKey(pair))];
        return configured.Count == 0
            ? _byPair.Values
            : [.. configured.Distinct(StringComparer.Ordinal).Where(_byPair.ContainsKey).Select(pair => _byPair[pair])];
    }

    /// <summary>The venue's name of a pair.</summary>
    /// <param name="pair">The pair as <c>BASE/QUOTE</c>.</param>
    /// <param name="name">The venue's name.</param>
    public bool TryGetVenueName(string pair, [NotNullWhen(true)] out string? name)
    {
        name = _byPair.TryGetValue(pair, out var rules) ? rules.VenueSymbol : null;
        return name is not null;
    }

    /// <summary>The venue's word for the state of a pair, for example <c>TRADING</c>; null when it is not listed.</summary>
    /// <param name="pair">The pair as <c>BASE/QUOTE</c>.</param>
    public string? Status(string pair) => _byPair.GetValueOrDefault(pair)?.Status;

    /// <summary>The pair of a venue's name.</summary>
    /// <param name="name">The venue's name.</param>
    /// <param name="pair">The pair as <c>BASE/QUOTE</c>.</param>
    public bool TryGetPair(string name, [NotNullWhen(true)] out string? pair)
    {
        pair = _byVenueName.TryGetValue(name, out var rules) ? rules.Symbol : null;
        return pair is not null;
    }
}
