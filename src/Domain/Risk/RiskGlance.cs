using Bot3.Messaging.Domain.Exchange;
using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Risk.Rules;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk;

/// <summary>The numbers of a case in <see cref="Units"/>: they spare almost every sound order the decimals of the rules.</summary>
/// <remarks>
/// Only for orders of ordinary size that dollars pay. What is not known is 0. Values are exact products; those of decimals are rounded
/// where they have more than 28 digits, but never across a limit. A property test holds the decisions of both together.
/// </remarks>
internal readonly ref struct RiskGlance
{
    // No number rule objects to a quantity or price of so many units.
    private const ulong OrdinaryMax = (ulong)NumbersAreOfThisWorld.PriceMax * Units.One;

    /// <summary>What the venue's filters look at.</summary>
    public readonly OrderGlance Order;

    /// <summary>Takes a glance at a case.</summary>
    public RiskGlance(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot)
    {
        Request = request;
        Limits = limits;
        Snapshot = snapshot;
        var isBuy = request.Side is Side.Buy;
        var areUnits = Price.TryReadUnits(snapshot.Market?.Mark, out var mark)
            & Price.TryReadUnits(snapshot.Market?.FarTouch(request.Side), out var farTouch)
            & Units.TryReadPositive(request.StopLoss, out var stop)
            & Units.TryReadPositive(request.TakeProfit, out var profit)
            & Units.TryReadSigned(snapshot.PositionQuantity, out var isShort, out var held)
            & Units.TryRead(snapshot.OpenBuyQuantity, out var buying)
            & Units.TryRead(snapshot.OpenSellQuantity, out var selling);
        Order = new OrderGlance(
            request.Side, request.Type, request.Quantity, request.LimitPrice, request.TriggerPrice, snapshot.Reference, mark);
        var (quantity, limit, trigger) = (Order.Quantity, Order.LimitPrice, Order.TriggerPrice);
        var greatest = Math.Max(Math.Max(Math.Max(limit, trigger), Math.Max(stop, profit)), quantity);
        IsReadable = areUnits && Order.IsReadable && greatest <= OrdinaryMax && UsdAssets.Contains(request.Symbol.Quote);

        // As Exposure tells.
        var isOnOwnSide = isBuy != isShort;
        var alreadyClosing = isBuy ? buying : selling;
        var closing = isOnOwnSide || held <= alreadyClosing ? 0 : Math.Min(quantity, held - alreadyClosing);
        (StopLoss, TakeProfit, FarTouch, OpeningQuantity) = (stop, profit, farTouch, quantity - closing);
        EntryPrice = limit > 0 ? limit : trigger > 0 ? trigger : farTouch;
        HeldUsd = isOnOwnSide ? Math.BigMul(held, mark) : 0;
    }

    /// <summary>False when a number does not fit: then all others are without meaning.</summary>
    public bool IsReadable { get; }

    /// <summary>The order as submitted.</summary>
    public RiskRequest Request { get; }

    /// <summary>The limits that it is held against.</summary>
    public RiskLimits Limits { get; }

    /// <summary>What was known at the moment of the decision.</summary>
    public RiskSnapshot Snapshot { get; }

    /// <summary>Stop-loss price.</summary>
    public ulong StopLoss { get; }

    /// <summary>Take-profit price.</summary>
    public ulong TakeProfit { get; }

    /// <summary>What the order would trade at if it took what is there.</summary>
    public ulong FarTouch { get; }

    /// <summary>The price at which the order is expected to trade.</summary>
    public ulong EntryPrice { get; }

    /// <summary>Base units that open exposure.</summary>
    public ulong OpeningQuantity { get; }

    /// <summary>Value of the units held on the order's own side, a product of two units.</summary>
    public UInt128 HeldUsd { get; }

    /// <summary>Value of the opening quantity at the entry price, a product of two units.</summary>
    public UInt128 OpeningUsd => Math.BigMul(OpeningQuantity, EntryPrice);

    /// <summary>What the opening quantity loses between entry and stop, a product of two units.</summary>
    public UInt128 RiskUsd => Math.BigMul(EntryPrice > StopLoss ? EntryPrice - StopLoss : StopLoss - EntryPrice, OpeningQuantity);
}
