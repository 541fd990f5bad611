using System.Text.Json;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Risk;
using Bot3.Messaging.RiskWorker.Snapshots;

namespace Bot3.Messaging.RiskWorker.Decisions;

/// <summary>
/// The inputs of a decision as JSON: all that it can be recomputed from, and no more. What the account holds and has promised stands as the
/// sums that were decided on, so that the row is as large for the first open order as for the thousandth.
/// </summary>
internal static class DecisionInputs
{
    public static string Write(
        SubmitOrder order, RiskLimits limits, string venue, BoardView view, AccountBook book, DateTimeOffset now, JsonSerializerOptions json)
    {
        var slash = order.Symbol.IndexOf('/', StringComparison.Ordinal);
        var (baseAsset, quoteAsset) = slash < 0 ? (order.Symbol, "") : (order.Symbol[..slash], order.Symbol[(slash + 1)..]);
        var inputs = new
        {
            Order = order,
            Limits = limits,
            Venue = venue,
            Now = now,
            Rules = view.Rules?.Symbols.FirstOrDefault(rules => rules.Symbol == order.Symbol),
            RulesAt = view.Rules?.OccurredAt,
            Prices = view.Market?.Prices.Where(price => Concerns(price.Symbol, order.Symbol, baseAsset, quoteAsset)),
            PricesAt = view.Market?.OccurredAt,
            Balances = view.Balances?.Balances.Where(balance => balance.Asset == baseAsset || balance.Asset == quoteAsset)
                .Select(balance => new { balance.Asset, balance.Free, balance.Locked, Available = book.Available(balance) }),
            BalancesAt = view.Balances?.OccurredAt,
            Held = book.Held(order.Symbol),
            OpenBuy = book.Open(order.Symbol, OrderSide.Buy),
            OpenSell = book.Open(order.Symbol, OrderSide.Sell),
            OpenBuyUsd = book.OpenExposureUsd(order.Symbol, OrderSide.Buy),
            OpenSellUsd = book.OpenExposureUsd(order.Symbol, OrderSide.Sell),
            OpenOrders = book.OpenOrders(order.Symbol),
        };
        return JsonSerializer.Serialize(inputs, json);
    }

    // The pair itself, and the pairs that its two assets are valued by.
    private static bool Concerns(string pair, string symbol, string baseAsset, string quoteAsset) =>
        pair == symbol || pair.StartsWith(baseAsset + "/", StringComparison.Ordinal)
        || (quoteAsset.Length > 0 && pair.StartsWith(quoteAsset + "/", StringComparison.Ordinal));
}
