using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>What filters look at, in <see cref="Units"/>: it spares almost every order their decimals.</summary>
/// <remarks>
/// Only for orders without a visible part or trailing distance, whose numbers and market are units above zero. What is not known is 0.
/// Property tests hold the answers that are given at a glance to those of decimals.
/// </remarks>
internal readonly struct OrderGlance
{
    /// <summary>Takes a glance at an order as filters get it.</summary>
    public OrderGlance(in CandidateOrder order, MarketReference market)
        : this(order.Side, order.Type, order.Quantity, order.LimitPrice, order.TriggerPrice, market, 0) =>
        IsReadable = IsReadable && order.IcebergQuantity is null && order.TrailingDelta is null;

    /// <summary>Takes a glance at an order; where the venue names no reference price, another one in units serves.</summary>
    public OrderGlance(
        Side side, OrderType type, in decimal quantity, in decimal? limitPrice, in decimal? triggerPrice, MarketReference market, ulong otherwise)
    {
        Side = side;
        Type = type;
        IsReadable = Units.TryReadPositive(quantity, out var units)
            & Units.TryReadPositive(limitPrice, out var limit)
            & Units.TryReadPositive(triggerPrice, out var trigger)
            & Units.TryReadPositive(market.Price, out var reference)
            & Units.TryRead(market.BaseBalance, out var held)
            & Units.TryRead(market.OpenBuyQuantity, out var bought);
        (Quantity, LimitPrice, TriggerPrice, ReferencePrice) = (units, limit, trigger, reference > 0 ? reference : otherwise);
        PositionAfter = held + bought + units;
        OpenOrdersAfter = market.OpenOrders + 1;
        OpenTriggerOrdersAfter = market.OpenTriggerOrders + 1;
        Notional = Math.BigMul(units, limit > 0 ? limit : trigger > 0 ? trigger : ReferencePrice);
    }

    /// <summary>False when a number does not fit: then all others are without meaning.</summary>
    public bool IsReadable { get; }

    /// <summary>Buy or sell.</summary>
    public Side Side { get; }

    /// <summary>How the order finds its price.</summary>
    public OrderType Type { get; }

    /// <summary>Base units.</summary>
    public ulong Quantity { get; }

    /// <summary>Limit price.</summary>
    public ulong LimitPrice { get; }

    /// <summary>Trigger price.</summary>
    public ulong TriggerPrice { get; }

    /// <summary>The venue's reference price.</summary>
    public ulong ReferencePrice { get; }

    /// <summary>Base units held, in open buy orders and in this one.</summary>
    public ulong PositionAfter { get; }

    /// <summary>Open orders, this one included.</summary>
    public int OpenOrdersAfter { get; }

    /// <summary>Open orders that wait for a trigger, this one included.</summary>
    public int OpenTriggerOrdersAfter { get; }

    /// <summary>What <see cref="OrderNotional"/> tells, a product of two units.</summary>
    public UInt128 Notional { get; }

    /// <summary>True for orders whose value a venue can only estimate.</summary>
    public bool IsEstimated => OrderTypes.TradesAtMarket(Type);
}
