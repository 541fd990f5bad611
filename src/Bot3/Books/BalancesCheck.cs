using System.Globalization;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeSimulator.Admin;
using Bot3.Messaging.RiskWorker.Portfolio;

namespace Bot3.Messaging.Bot3.Books;

/// <summary>
/// Compares balances: what each asset changed by at the venue must be the positions held in it, the cash that trades moved, and the
/// fees taken in it, to the last digit (invariant I3).
/// </summary>
internal static class BalancesCheck
{
    // Venues keep amounts in 8 decimals and cut the rest off: a trade of ETH/BTC, 5 decimals of price by 4 of quantity, moves that much.
    private const decimal AmountScale = 100_000_000m;

    /// <summary>One text for each asset whose balance our books do not explain, and for each position that its fills do not make.</summary>
    /// <param name="books">Our side.</param>
    /// <param name="truth">The venue's side.</param>
    /// <param name="opening">What was held before the first order, by asset.</param>
    public static IEnumerable<string> Compare(OurBooks books, VenueTruth truth, IReadOnlyDictionary<string, decimal> opening)
    {
        var booked = Booked(books);
        var venue = truth.Balances.GroupBy(balance => balance.Asset)
            .ToDictionary(group => group.Key, group => group.Sum(balance => balance.Free + balance.Locked));
        foreach (var asset in venue.Keys.Union(opening.Keys).Union(booked.Keys).Order(StringComparer.Ordinal))
        {
            var changed = venue.GetValueOrDefault(asset) - opening.GetValueOrDefault(asset);
            var ours = booked.GetValueOrDefault(asset);
            if (changed != ours)
                yield return Text($"{asset}: the venue's balance changed by {changed}, our books by {ours}");
        }

        foreach (var (key, made) in PositionsOf(books.RiskFills))
        {
            var held = books.Positions.Where(position => (position.StrategyId, position.Symbol) == key).Sum(position => position.NetQuantity);
            if (held != made)
                yield return Text($"position of {key.StrategyId} in {key.Symbol} is {held}, its fills make {made}");
        }
    }

    // Positions hold base fees already; cash and the fees in other assets come from the fills.
    private static Dictionary<string, decimal> Booked(OurBooks books)
    {
        var booked = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var position in books.Positions)
            Add(Base(position.Symbol), position.NetQuantity);
        foreach (var fill in books.RiskFills)
        {
            var moved = decimal.Truncate(fill.Price * fill.Quantity * AmountScale) / AmountScale;
            Add(Quote(fill.Symbol), fill.Side is OrderSide.Buy ? -moved : moved);
            if (fill.FeeAsset is { } asset && asset != Base(fill.Symbol))
                Add(asset, -fill.Fee);
        }

        return booked;

        void Add(string asset, decimal amount) => booked[asset] = booked.GetValueOrDefault(asset) + amount;
    }

    private static IEnumerable<KeyValuePair<(string StrategyId, string Symbol), decimal>> PositionsOf(IEnumerable<StoredFill> fills) =>
        fills.AggregateBy(
            fill => (fill.StrategyId, fill.Symbol),
            0m,
            (sum, fill) => sum + (fill.Side is OrderSide.Buy ? fill.Quantity : -fill.Quantity)
                - (fill.FeeAsset == Base(fill.Symbol) ? fill.Fee : 0));

    private static string Base(string symbol) => symbol[..symbol.IndexOf('/', StringComparison.Ordinal)];

    private static string Quote(string symbol) => symbol[(symbol.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
