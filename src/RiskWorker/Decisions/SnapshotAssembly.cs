using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Exchange;
using Bot3.Messaging.Domain.Risk;
using Bot3.Messaging.Domain.Values;
using Bot3.Messaging.RiskWorker.Snapshots;
using MarketPrice = Bot3.Messaging.Domain.Risk.MarketPrice;

namespace Bot3.Messaging.RiskWorker.Decisions;

/// <summary>Puts together what the domain decides on. Values in, values out.</summary>
internal static class SnapshotAssembly
{
    public static RiskSnapshot Assemble(SubmitOrder order, string venue, bool accountKnown, BoardView view, AccountBook book, DateTimeOffset now)
    {
        var symbol = Symbol.Parse(order.Symbol);
        var rules = view.Rules?.Symbols.FirstOrDefault(rule => rule.Symbol == order.Symbol);
        var market = Market(view.Market, order.Symbol);
        var balance = view.Balances?.Balances.FirstOrDefault(held => held.Asset == symbol.Base.Value);
        return new RiskSnapshot
        {
            Now = now,
            IsAccountKnown = accountKnown,
            AreVenueRulesLoaded = view.Rules is not null,
            Rules = rules is null ? null : RulesMapping.ToDomain(venue, rules),
            Market = market,
            UsdRates = Rates.UsdRates(view.Market),
            PositionQuantity = book.Held(order.Symbol),
            OpenBuyQuantity = book.Open(order.Symbol, OrderSide.Buy),
            OpenSellQuantity = book.Open(order.Symbol, OrderSide.Sell),
            OpenExposureUsd = book.OpenExposureUsd(order.Symbol, order.Side),
            Available = (view.Balances?.Balances ?? []).ToDictionary(held => AssetCode.Create(held.Asset), book.Available),
            Reference = new MarketReference
            {
                Price = market?.Mark?.Value,
                OpenOrders = book.OpenOrders(order.Symbol),
                BaseBalance = (balance?.Free ?? 0m) + (balance?.Locked ?? 0m),
                OpenBuyQuantity = book.Open(order.Symbol, OrderSide.Buy),
            },
        };
    }

    public static RiskLimits Limits(long version, AccountLimitsOptions? account)
        => new()
        {
            Version = version,
            PositionSizeUsdMax = account?.PositionSizeUsdMax,
            RiskPerTradeUsdMax = account?.RiskPerTradeUsdMax,
            MarketPriceAgeMax = account?.MarketPriceAgeMax,
            PriceCollarRatio = account?.PriceCollarRatio,
        };

    private static MarketPrice? Market(MarketSnapshot? snapshot, string symbol)
        => snapshot?.Prices.FirstOrDefault(price => price.Symbol == symbol) is { } found
            ? new MarketPrice(Price(found.Bid), Price(found.Ask), Price(found.Last), snapshot.OccurredAt)
            : null;

    private static Price? Price(decimal? value) => value > 0 ? Domain.Values.Price.Create(value.Value) : null;
}
