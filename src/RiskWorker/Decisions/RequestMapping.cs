using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Risk;
using Bot3.Messaging.Domain.Values;
using DomainOrders = Bot3.Messaging.Domain.Orders;

namespace Bot3.Messaging.RiskWorker.Decisions;

/// <summary>Wire to domain. Ids that no domain type accepts are a denial, not a fault.</summary>
internal static class RequestMapping
{
    /// <summary>Reads the ids and enums; numbers stay raw for the rules.</summary>
    /// <param name="order">The order as submitted.</param>
    /// <param name="venue">The venue that it would go to.</param>
    /// <param name="request">The request, when it can be read.</param>
    /// <param name="malformed">What cannot be read, one reason per field.</param>
    public static bool TryMap(
        SubmitOrder order,
        string venue,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out RiskRequest? request,
        out IReadOnlyList<RefusalReason> malformed)
    {
        List<RefusalReason> failures = [];
        OrderId orderId = default;
        StrategyId strategyId = default;
        AccountId accountId = default;
        VenueId venueId = default;
        Symbol symbol = default;
        Read(OrderId.TryCreate(order.OrderId, out orderId, out var reason), reason);
        Read(StrategyId.TryCreate(order.StrategyId, out strategyId, out reason), reason);
        Read(AccountId.TryCreate(order.Account, out accountId, out reason), reason);
        Read(VenueId.TryCreate(venue, out venueId, out reason), reason);
        Read(Symbol.TryParse(order.Symbol, out symbol, out reason), reason);
        malformed = failures;
        request = failures.Count > 0 ? null : new RiskRequest
        {
            OrderId = orderId,
            StrategyId = strategyId,
            AccountId = accountId,
            Venue = venueId,
            Symbol = symbol,
            Side = order.Side == OrderSide.Buy ? DomainOrders.Side.Buy : DomainOrders.Side.Sell,
            Type = Enum.Parse<DomainOrders.OrderType>(order.Type.ToString()),
            Quantity = order.Quantity,
            LimitPrice = order.LimitPrice,
            TriggerPrice = order.TriggerPrice,
            StopLoss = order.StopLoss,
            TakeProfit = order.TakeProfit,
            TimeInForce = Enum.Parse<DomainOrders.TimeInForce>(order.TimeInForce.ToString()),
            ExpiresAt = order.ExpiresAt,
            SignalConfidence = order.SignalConfidence,
        };
        return request is not null;

        void Read(bool read, string? why)
        {
            if (!read)
                failures.Add(new RefusalReason { Code = nameof(DenyReason.FieldMalformed), Message = why! });
        }
    }

    /// <summary>A verdict as strategies see it.</summary>
    /// <param name="verdict">The verdict.</param>
    public static RefusalReason ToWire(RiskVerdict verdict)
        => new() { Code = verdict.Code, Message = verdict.Message, Limit = verdict.Limit, Actual = verdict.Actual, Unit = verdict.Unit };
}
