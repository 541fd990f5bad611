using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>TRAILING_DELTA: the range of the trailing distance, in basis points.</summary>
/// <param name="AboveMin">Least distance for stop-loss buys and take-profit sells.</param>
/// <param name="AboveMax">Greatest distance for these.</param>
/// <param name="BelowMin">Least distance for stop-loss sells and take-profit buys.</param>
/// <param name="BelowMax">Greatest distance for these.</param>
public sealed record TrailingDeltaFilter(int AboveMin, int AboveMax, int BelowMin, int BelowMax) : SymbolFilter
{
    /// <inheritdoc/>
    public override string Name => "TRAILING_DELTA";

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in OrderGlance order) => true; // an order at a glance does not trail

    /// <inheritdoc/>
    public override void Check(in CandidateOrder order, MarketReference market, ref Findings<FilterBreach> breaches)
    {
        if (order.TrailingDelta is not { } delta)
            return;
        var isStop = order.Type is OrderType.StopLoss or OrderType.StopLossLimit;
        var (min, max) = isStop == order.Side is Side.Buy ? (AboveMin, AboveMax) : (BelowMin, BelowMax);
        Check(nameof(order.TrailingDelta), delta, min, max, ref breaches);
    }
}
