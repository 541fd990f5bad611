using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Positions;
using Bot3.Messaging.Domain.Values;
using Bot3.Messaging.Persistence.Sessions;
using Bot3.Messaging.RiskWorker.Persistence;
using Bot3.Messaging.RiskWorker.Snapshots;
using DomainOrders = Bot3.Messaging.Domain.Orders;

namespace Bot3.Messaging.RiskWorker.Portfolio;

/// <summary>Applies fills to positions and reservations, each trade once, and releases what ended orders had reserved.</summary>
/// <param name="store">Risk's rows.</param>
/// <param name="board">Prices, to value fees taken in a third asset.</param>
internal sealed class PortfolioBooks(IRiskStore store, MarketBoard board)
{
    /// <summary>Applies a trade to its position and its order's reservation.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="filled">The trade.</param>
    /// <param name="now">The present time.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The position after it; null when the trade was applied before.</returns>
    public async Task<StoredPosition?> ApplyAsync(
        IDurableSession session, OrderFilled filled, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await store.LockAccountAsync(session, filled.Account, cancellationToken);
        var symbol = Symbol.Parse(filled.Symbol);
        var feeAsset = filled.FeeAsset is { } code ? AssetCode.Create(code) : (AssetCode?)null;
        var market = board.View(filled.Venue, filled.Account).Market;
        var feePrice = feeAsset is { } asset ? Rates.FeePriceInQuote(market, asset, symbol) : null;
        if (!await store.TryAddFillAsync(session, ToStored(filled, feePrice), cancellationToken))
            return null;

        var positions = await store.ListPositionsAsync(session, filled.Account, cancellationToken);
        var before = positions.SingleOrDefault(position => position.StrategyId == filled.StrategyId && position.Symbol == filled.Symbol);
        var fill = ToDomain(filled, symbol, feeAsset);
        var position = (before is null
            ? Position.Empty(fill.AccountId, fill.StrategyId, symbol)
            : PositionDocument.Read(before.DocumentJson)).Apply(fill, feePrice is { } price ? Price.Create(price) : null);
        var after = new StoredPosition
        {
            Account = filled.Account,
            StrategyId = filled.StrategyId,
            Symbol = filled.Symbol,
            NetQuantity = position.NetQuantity,
            AverageEntryPrice = position.AverageEntry,
            RealisedPnl = position.RealisedProfit,
            DocumentJson = PositionDocument.Write(position),
            UpdatedAt = now,
        };
        await store.PutPositionAsync(session, after, cancellationToken);
        if (await store.FindReservationAsync(session, filled.OrderId, cancellationToken) is { } reservation)
            await store.UpdateReservationAsync(session, reservation.WithFill(filled.Quantity), cancellationToken);
        return after;
    }

    /// <summary>Releases what an ended order had reserved beyond its fills.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="release">The saga's word.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Whether the order had a reservation.</returns>
    public async Task<bool> ReleaseAsync(IDurableSession session, ReleaseReservation release, CancellationToken cancellationToken)
    {
        if (await store.FindReservationAsync(session, release.OrderId, cancellationToken) is not { } reservation)
            return false;
        await store.UpdateReservationAsync(session, reservation.Released(release.FilledQuantity), cancellationToken);
        return true;
    }

    private static StoredFill ToStored(OrderFilled filled, decimal? feePrice)
        => new()
        {
            Venue = filled.Venue,
            Symbol = filled.Symbol,
            TradeId = filled.TradeId,
            VenueOrderId = filled.VenueOrderId,
            OrderId = filled.OrderId,
            Account = filled.Account,
            StrategyId = filled.StrategyId,
            Side = filled.Side,
            Price = filled.Price,
            Quantity = filled.Quantity,
            Fee = filled.Fee,
            FeeAsset = filled.FeeAsset,
            FeePriceInQuote = feePrice,
            IsMaker = filled.IsMaker,
            ExecutedAt = filled.OccurredAt,
        };

    private static Fill ToDomain(OrderFilled filled, Symbol symbol, AssetCode? feeAsset)
        => new()
        {
            Venue = VenueId.Create(filled.Venue),
            Symbol = symbol,
            TradeId = TradeId.Create(filled.TradeId),
            OrderId = OrderId.Create(filled.OrderId),
            AccountId = AccountId.Create(filled.Account),
            StrategyId = StrategyId.Create(filled.StrategyId),
            Side = filled.Side == OrderSide.Buy ? DomainOrders.Side.Buy : DomainOrders.Side.Sell,
            Price = Price.Create(filled.Price),
            Quantity = Quantity.Create(filled.Quantity),
            Fee = filled.Fee,
            FeeAsset = feeAsset,
            IsMaker = filled.IsMaker,
            OccurredAt = filled.OccurredAt,
        };
}
