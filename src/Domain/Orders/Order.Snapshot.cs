using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Orders;

/// <content>To storage and back.</content>
public sealed partial record Order
{
    /// <summary>This order as plain values.</summary>
    public OrderSnapshot ToSnapshot() => new()
    {
        OrderId = OrderId.Value,
        StrategyId = StrategyId.Value,
        AccountId = AccountId.Value,
        Symbol = Symbol.ToString(),
        Side = Side,
        Type = Type,
        OrderedQuantity = Terms.Quantity.Value,
        OrderedLimitPrice = Terms.LimitPrice?.Value,
        Quantity = Quantity.Value,
        LimitPrice = LimitPrice?.Value,
        TriggerPrice = Terms.TriggerPrice?.Value,
        StopLoss = Terms.StopLoss?.Value,
        TakeProfit = Terms.TakeProfit?.Value,
        TimeInForce = Terms.TimeInForce,
        ExpiresAt = Terms.ExpiresAt,
        Status = Status,
        FilledQuantity = FilledQuantity.Value,
        FilledNotional = FilledNotional.Value,
        Fees = Fees.ByAsset,
        TradeIds = [.. Trades.Trades.Select(trade => trade.Value)],
        UnexpectedQuantity = UnexpectedQuantity.Value,
        ReportedFilledQuantity = ReportedFilledQuantity?.Value,
        VenueOrderId = VenueOrderId?.Value,
        Attempt = Attempt,
        ExpiryReached = ExpiryReached,
        RequestedQuantity = RequestedQuantity?.Value,
        RequestedLimitPrice = RequestedLimitPrice?.Value,
        Reason = Reason,
        UpdatedAt = UpdatedAt,
    };

    /// <summary>The order that a snapshot describes.</summary>
    /// <exception cref="ArgumentException">A value is out of bounds, or more is filled than was ordered: the row is damaged.</exception>
    /// <exception cref="FormatException">The symbol is not of the form BASE/QUOTE.</exception>
    public static Order FromSnapshot(OrderSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.FilledQuantity > snapshot.Quantity)
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"Order {snapshot.OrderId}: {snapshot.FilledQuantity} filled of {snapshot.Quantity} ordered."),
                nameof(snapshot));
        }

        var order = Create(TermsOf(snapshot), snapshot.UpdatedAt);
        order.Quantity = Quantity.Create(snapshot.Quantity);
        order.LimitPrice = PriceOf(snapshot.LimitPrice);
        order.Status = Enum.IsDefined(snapshot.Status)
            ? snapshot.Status
            : throw new ArgumentException($"Order {snapshot.OrderId}: status {snapshot.Status} is not ours.", nameof(snapshot));
        order.FilledQuantity = Quantity.Create(snapshot.FilledQuantity);
        order.FilledNotional = Notional.FromProduct(snapshot.FilledNotional);
        order.Fees = AssetAmounts.From(snapshot.Fees);
        order.Trades = AppliedTrades.From(snapshot.TradeIds.Select(TradeId.Create));
        order.UnexpectedQuantity = Quantity.Create(snapshot.UnexpectedQuantity);
        order.ReportedFilledQuantity = QuantityOf(snapshot.ReportedFilledQuantity);
        order.VenueOrderId = snapshot.VenueOrderId is { } venueOrderId ? Values.VenueOrderId.Create(venueOrderId) : null;
        order.Attempt = snapshot.Attempt;
        order.ExpiryReached = snapshot.ExpiryReached;
        order.RequestedQuantity = QuantityOf(snapshot.RequestedQuantity);
        order.RequestedLimitPrice = PriceOf(snapshot.RequestedLimitPrice);
        order.Reason = snapshot.Reason;
        return order;
    }

    private static OrderTerms TermsOf(OrderSnapshot snapshot) => new()
    {
        OrderId = OrderId.Create(snapshot.OrderId),
        StrategyId = StrategyId.Create(snapshot.StrategyId),
        AccountId = AccountId.Create(snapshot.AccountId),
        Symbol = Symbol.Parse(snapshot.Symbol),
        Side = snapshot.Side,
        Type = snapshot.Type,
        Quantity = Quantity.Create(snapshot.OrderedQuantity),
        LimitPrice = PriceOf(snapshot.OrderedLimitPrice),
        TriggerPrice = PriceOf(snapshot.TriggerPrice),
        StopLoss = PriceOf(snapshot.StopLoss),
        TakeProfit = PriceOf(snapshot.TakeProfit),
        TimeInForce = snapshot.TimeInForce,
        ExpiresAt = snapshot.ExpiresAt,
    };

    private static Price? PriceOf(decimal? value) => value is { } price ? Price.Create(price) : null;

    private static Quantity? QuantityOf(decimal? value) => value is { } quantity ? Quantity.Create(quantity) : null;
}
