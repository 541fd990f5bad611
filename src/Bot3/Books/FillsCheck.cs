using System.Globalization;
using Bot3.Messaging.ExchangeSimulator.Admin;

namespace Bot3.Messaging.Bot3.Books;

/// <summary>Compares fills by trade id: the venue's with the saga's, and the venue's with risk's.</summary>
internal static class FillsCheck
{
    /// <summary>One text for each fill that is missing, made up, or told otherwise.</summary>
    /// <param name="books">Our side.</param>
    /// <param name="truth">The venue's side.</param>
    public static IEnumerable<string> Compare(OurBooks books, VenueTruth truth)
    {
        var venue = Lines(truth.Fills.Select(fill => new FillLine(
            fill.Symbol, Id(fill.TradeId), BooksCheck.OwnerOf(fill.ClientOrderId), fill.Price, fill.Qty, fill.Commission,
            fill.Commission == 0 ? null : fill.CommissionAsset)));
        var risk = Lines(books.RiskFills.Select(fill => new FillLine(
            BooksCheck.VenueSymbol(fill.Symbol), fill.TradeId, fill.OrderId, fill.Price, fill.Quantity, fill.Fee, fill.Fee == 0 ? null
                : fill.FeeAsset)));

        // The saga keeps no side for fees: the venue's are taken, so that the rest is compared.
        var saga = Lines(books.SagaFills.Select(fill =>
        {
            var key = (BooksCheck.VenueSymbol(fill.Symbol), fill.TradeId, fill.OrderId);
            var told = venue.GetValueOrDefault(key);
            return new FillLine(key.Item1, fill.TradeId, fill.OrderId, fill.Price, fill.Quantity, told?.Fee ?? 0, told?.FeeAsset);
        }));
        return Differences("the saga", saga, venue).Concat(Differences("risk", risk, venue));
    }

    private static Dictionary<(string Symbol, string TradeId, Guid OrderId), FillLine> Lines(IEnumerable<FillLine> fills) =>
        fills.GroupBy(fill => (fill.Symbol, fill.TradeId, fill.OrderId)).ToDictionary(group => group.Key, group => group.First());

    private static IEnumerable<string> Differences(
        string whose,
        Dictionary<(string Symbol, string TradeId, Guid OrderId), FillLine> ours,
        Dictionary<(string Symbol, string TradeId, Guid OrderId), FillLine> venue)
    {
        foreach (var (key, truth) in venue)
        {
            if (!ours.TryGetValue(key, out var told))
                yield return $"trade {key.Symbol} {key.TradeId} of order {key.OrderId} happened, and {whose} does not have it";
            else if (told != truth)
                yield return $"trade {key.Symbol} {key.TradeId}: the venue says {truth}, {whose} says {told}";
        }

        foreach (var key in ours.Keys.Where(key => !venue.ContainsKey(key)))
            yield return $"trade {key.Symbol} {key.TradeId} of order {key.OrderId} is with {whose}, and never happened";
    }

    private static string Id(long tradeId) => tradeId.ToString(CultureInfo.InvariantCulture);

    private sealed record FillLine(
        string Symbol, string TradeId, Guid OrderId, decimal Price, decimal Quantity, decimal Fee, string? FeeAsset)
    {
        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Quantity} at {Price}, fee {Fee} {FeeAsset}").TrimEnd();
    }
}
