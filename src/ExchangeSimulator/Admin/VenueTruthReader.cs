using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Admin;

/// <summary>Copies the truth out of the venue. Needs the venue's lock.</summary>
internal static class VenueTruthReader
{
    public static VenueTruth Read(Venue venue) => new(
        [.. venue.Orders.Orders.Select(Order)],
        [.. venue.Orders.Fills.Select(Fill)],
        [.. venue.Accounts.Clients.SelectMany(account => account.Balances
            .Select(balance => new BalanceTruth(account.Name, balance.Asset, balance.Free, balance.Locked)))]);

    private static OrderTruth Order(Order order) => new(
        order.Account.Name,
        order.Symbol.Name,
        order.Id,
        order.ClientOrderId,
        WireName<Side>.Of(order.Side),
        WireName<OrderType>.Of(order.Type),
        WireName<TimeInForce>.Of(order.TimeInForce),
        WireName<OrderStatus>.Of(order.Status),
        order.Price,
        order.StopPrice,
        order.Quantity,
        order.Executed,
        order.CumulativeQuote,
        order.ExpiryReason is { } reason ? WireName<ExpiryReason>.Of(reason) : null,
        order.CreatedAt,
        order.UpdatedAt);

    private static FillTruth Fill(Fill fill) => new(
        fill.Order.Account.Name,
        fill.Order.Symbol.Name,
        fill.TradeId,
        fill.Order.Id,
        fill.Order.ClientOrderId,
        WireName<Side>.Of(fill.Order.Side),
        fill.Price,
        fill.Quantity,
        fill.QuoteQuantity,
        fill.Commission,
        fill.CommissionAsset,
        fill.IsMaker,
        fill.At);
}
