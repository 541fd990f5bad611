using Bot3.Messaging.Domain.Orders;

namespace Bot3.Messaging.Domain.Risk;

/// <summary>What an order would add to what is held: the arithmetic that several rules share.</summary>
/// <remarks>
/// An order closes as far as the position on the other side reaches that no open order closes already; only the rest opens
/// exposure. The entry price is the limit price, else the trigger price, else the far touch of the market.
/// </remarks>
public readonly record struct Exposure
{
    /// <summary>Quote per base at which the order is expected to trade; null when unknown.</summary>
    public decimal? EntryPrice { get; private init; }

    /// <summary>Base units that only close.</summary>
    public decimal ClosingQuantity { get; private init; }

    /// <summary>Base units that open exposure.</summary>
    public decimal OpeningQuantity { get; private init; }

    /// <summary>USD per quote unit; null when unknown.</summary>
    public decimal? UsdRate { get; private init; }

    /// <summary>USD value of the units held on the order's own side, at the market's mark; null when unknown.</summary>
    public decimal? HeldUsd { get; private init; }

    /// <summary>True when the order opens nothing.</summary>
    public bool IsCloseOnly => OpeningQuantity == 0;

    /// <summary>USD value of the opening quantity at the entry price; null when unknown.</summary>
    public decimal? OpeningUsd { get; private init; }

    /// <summary>USD lost on the opening quantity between entry and stop; null when a number is missing.</summary>
    public decimal? RiskUsd { get; private init; }

    /// <summary>The exposure of a request.</summary>
    public static Exposure Of(RiskRequest request, RiskSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(snapshot);
        var isBuy = request.Side is Side.Buy;
        var quantity = request.Quantity > 0 ? request.Quantity : 0;
        var otherSide = isBuy ? -snapshot.PositionQuantity : snapshot.PositionQuantity;
        var alreadyClosing = isBuy ? snapshot.OpenBuyQuantity : snapshot.OpenSellQuantity;
        var closing = otherSide > alreadyClosing ? Math.Min(quantity, otherSide - alreadyClosing) : 0;
        var opening = closing == 0 ? quantity : quantity - closing;
        var entry = request.LimitPrice ?? request.TriggerPrice ?? snapshot.Market?.FarTouch(request.Side)?.Value;
        var rate = snapshot.UsdRate(request.Symbol.Quote);
        return new Exposure
        {
            EntryPrice = entry,
            ClosingQuantity = closing,
            OpeningQuantity = opening,
            UsdRate = rate,
            HeldUsd = (otherSide < 0 ? -otherSide : 0) * (snapshot.Market?.Mark?.Value ?? (otherSide >= 0 ? 0 : null)) * rate,
            OpeningUsd = opening * entry * rate,
            RiskUsd = entry is { } price && request.StopLoss is { } stop ? Math.Abs(price - stop) * opening * rate : null,
        };
    }
}
