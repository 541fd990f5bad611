using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Limits;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>What binds an account: its order counts, its commissions, the filters on a symbol (PROTOCOL §3.3).</summary>
internal sealed class AccountRuleMethods(Venue venue, RateLimiter limiter)
{
    private const int HistoryMax = 1_000;

    public IEnumerable<ApiMethod> All()
    {
        yield return new("account.rateLimits.orders", "GET", "rateLimit/order", true, _ => 40, OrderLimits);
        yield return new("account.commission", "GET", "account/commission", true, _ => 20, Commission);
        yield return new("myFilters", "GET", "myFilters", true, _ => 40, Filters);
        yield return new("myAllocations", "GET", "myAllocations", true, _ => 20, Allocations);
    }

    private JsonArray OrderLimits(ApiCall call) =>
        RateLimitJson.Orders(limiter.Options, limiter.OrderCounts(call.Owner, call.Now));

    private JsonObject Commission(ApiCall call)
    {
        var market = venue.Market(call.Parameters.RequiredText("symbol"));
        return new JsonObject
        {
            ["symbol"] = market.Rules.Name,
            ["standardCommission"] = Rates(call.Owner.MakerRate, call.Owner.TakerRate),
            ["specialCommission"] = Rates(0, 0),
            ["taxCommission"] = Rates(0, 0),
            ["discount"] = new JsonObject
            {
                ["enabledForAccount"] = false,
                ["enabledForSymbol"] = false,
                ["discountAsset"] = "BNB",
                ["discount"] = Amounts.Text(0),
            },
        };
    }

    private static JsonObject Rates(decimal maker, decimal taker) => new()
    {
        ["maker"] = Amounts.Text(maker),
        ["taker"] = Amounts.Text(taker),
        ["buyer"] = Amounts.Text(0),
        ["seller"] = Amounts.Text(0),
    };

    private JsonObject Filters(ApiCall call)
    {
        var market = venue.Market(call.Parameters.RequiredText("symbol"));
        return new JsonObject
        {
            ["exchangeFilters"] = new JsonArray(),
            ["symbolFilters"] = ExchangeInfoJson.Symbol(market.Rules)["filters"]!.DeepClone(),
            ["assetFilters"] = new JsonArray(),
        };
    }

    // Orders are matched on their own symbol's book, never allocated from elsewhere: the list of a known symbol is empty.
    private JsonArray Allocations(ApiCall call)
    {
        venue.Market(call.Parameters.RequiredText("symbol"));
        TimeRange.OfAccount(call.Parameters);
        call.Parameters.Limit(500, HistoryMax);
        return [];
    }
}
