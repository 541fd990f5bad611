using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;
using Bot3.Messaging.Hosting.Transport;
using Contract = Bot3.Messaging.Contracts;
using DomainOrders = Bot3.Messaging.Domain.Orders;

namespace Bot3.Messaging.OrderSaga.Orders;

/// <summary>Between the words on the wire and the domain's types.</summary>
internal static class OrderMapping
{
    /// <summary>The terms of a submission.</summary>
    /// <exception cref="PermanentFaultException">A field is out of its bounds: such a message did not come through the intake.</exception>
    public static OrderTerms ToTerms(SubmitOrder order)
    {
        try
        {
            return new OrderTerms
            {
                OrderId = OrderId.Create(order.OrderId),
                StrategyId = StrategyId.Create(order.StrategyId),
                AccountId = AccountId.Create(order.Account),
                Symbol = Symbol.Parse(order.Symbol),
                Side = order.Side is Contract.OrderSide.Buy ? Side.Buy : Side.Sell,
                Type = Enum.Parse<DomainOrders.OrderType>(order.Type.ToString()),
                Quantity = Quantity.Create(order.Quantity),
                LimitPrice = ToPrice(order.LimitPrice),
                TriggerPrice = ToPrice(order.TriggerPrice),
                StopLoss = ToPrice(order.StopLoss),
                TakeProfit = ToPrice(order.TakeProfit),
                TimeInForce = Enum.Parse<DomainOrders.TimeInForce>(order.TimeInForce.ToString()),
                ExpiresAt = order.ExpiresAt,
            };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new PermanentFaultException($"Order {order.OrderId} is malformed: {exception.Message}", exception);
        }
    }

    /// <summary>A status in the words of the wire.</summary>
    public static Contract.OrderStatus ToContract(DomainOrders.OrderStatus status) => Enum.Parse<Contract.OrderStatus>(status.ToString());

    /// <summary>A status in the words of the domain.</summary>
    public static DomainOrders.OrderStatus ToDomain(Contract.OrderStatus status) => Enum.Parse<DomainOrders.OrderStatus>(status.ToString());

    private static Price? ToPrice(decimal? price) => price is { } value ? Price.Create(value) : null;
}
