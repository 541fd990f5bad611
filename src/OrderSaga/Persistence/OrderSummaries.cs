using Bot3.Messaging.OrderSaga.Orders;
using Bot3.Messaging.OrderSaga.StateMachines;

namespace Bot3.Messaging.OrderSaga.Persistence;

/// <summary>From the saga's instance to what people look at.</summary>
internal static class OrderSummaries
{
    public static OrderSummary From(OrderState state)
    {
        var order = Domain.Orders.Order.FromSnapshot(state.Order);
        return new OrderSummary
        {
            OrderId = state.CorrelationId,
            StrategyId = state.Submitted.StrategyId,
            Account = state.Submitted.Account,
            Symbol = state.Submitted.Symbol,
            Side = state.Submitted.Side,
            Type = state.Submitted.Type,
            Status = OrderMapping.ToContract(order.Status),
            Quantity = order.Quantity.Value,
            LimitPrice = order.LimitPrice?.Value,
            FilledQuantity = order.FilledQuantity.Value,
            AveragePrice = order.AveragePrice?.Value,
            Venue = state.Venue,
            ClientOrderId = state.ClientOrderId,
            VenueOrderId = order.VenueOrderId?.Value,
            RiskDecisionId = state.DecisionId,
            Reasons = state.Reasons,
            CreatedAt = state.ReceivedAt,
            UpdatedAt = state.UpdatedAt,
        };
    }
}
