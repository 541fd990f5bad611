using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching;
using Bot3.Messaging.ExchangeSimulator.Matching.Filters;
using Microsoft.Extensions.Time.Testing;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Kit;

/// <summary>A venue without network and without a market maker: only the orders that a test places.</summary>
internal sealed class VenueBench
{
    public const string Symbol = "ETHBTC";

    public VenueBench(decimal funds = 1_000m, long tradeGroupId = -1, SymbolOptions? symbol = null,
        ExchangeLimits? limits = null)
    {
        var balances = new Dictionary<string, decimal> { ["ETH"] = funds, ["BTC"] = funds, ["BNB"] = funds, ["USDT"] = funds * 1_000 };
        AccountOptions[] options = [Named("alice", balances, tradeGroupId), Named("bob", balances, tradeGroupId)];
        Directory = new AccountDirectory(options, ["BTC", "ETH", "BNB", "USDT"]);
        Venue = new Venue([.. DefaultSymbols.All.Select(known => known.Name == symbol?.Name ? symbol : known)], Directory, Heard, Time)
        {
            ExchangeLimits = limits ?? new ExchangeLimits(),
        };
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));

    public RecordingSink Heard { get; } = new();

    public AccountDirectory Directory { get; }

    public Venue Venue { get; }

    public Account Alice => Directory.Clients[0];

    public Account Bob => Directory.Clients[1];

    public SymbolMarket Market => Venue.Market(Symbol);

    public Order Place(Account account, NewOrder order) => Venue.Engine.Place(account, Market, order, Time.GetUtcNow());

    public Order Limit(Account account, Side side, decimal price, decimal quantity, TimeInForce timeInForce = TimeInForce.Gtc,
        string? id = null) =>
        Place(account, new NewOrder(side, OrderType.Limit) { Price = price, Quantity = quantity, TimeInForce = timeInForce,
            ClientOrderId = id });

    public void Cancel(Order order) => Venue.Engine.Cancel(Market, order, null, Time.GetUtcNow());

    public static VenueRefusal Refused(Action action) => Assert.Throws<VenueRefusal>(action);

    public decimal Total(string asset) => Directory.All.Sum(account => account.Of(asset).Free + account.Of(asset).Locked);

    private static AccountOptions Named(string name, Dictionary<string, decimal> balances, long tradeGroupId) => AccountOptions.Default with
    {
        Name = name,
        TradeGroupId = tradeGroupId,
        Keys = [new ApiKeyOptions(name + "-key", ApiKeyType.Hmac, "secret")],
        Balances = System.Collections.Immutable.ImmutableDictionary.CreateRange(balances),
    };
}
