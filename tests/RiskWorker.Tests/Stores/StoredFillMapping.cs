using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Positions;
using Bot3.Messaging.Domain.Values;
using Bot3.Messaging.RiskWorker.Portfolio;
using Side = Bot3.Messaging.Domain.Orders.Side;

namespace Bot3.Messaging.RiskWorker.Tests.Stores;

/// <summary>Rebuilds a position from stored fills, apart from the code that keeps it in step.</summary>
internal static class StoredFillMapping
{
    public static Position Rebuild(IReadOnlyList<StoredFill> fills)
        => Position.Rebuild(
            AccountId.Create(fills[0].Account), StrategyId.Create(fills[0].StrategyId), Symbol.Parse(fills[0].Symbol), fills.Select(ToDomain),
                _ => null);

    private static Fill ToDomain(StoredFill fill) => new()
    {
        Venue = VenueId.Create(fill.Venue),
        Symbol = Symbol.Parse(fill.Symbol),
        TradeId = TradeId.Create(fill.TradeId),
        OrderId = OrderId.Create(fill.OrderId),
        AccountId = AccountId.Create(fill.Account),
        StrategyId = StrategyId.Create(fill.StrategyId),
        Side = fill.Side == OrderSide.Buy ? Side.Buy : Side.Sell,
        Price = Price.Create(fill.Price),
        Quantity = Quantity.Create(fill.Quantity),
        Fee = fill.Fee,
        FeeAsset = fill.FeeAsset is null ? null : AssetCode.Create(fill.FeeAsset),
        IsMaker = fill.IsMaker,
        OccurredAt = fill.ExecutedAt,
    };
}
