using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>ICEBERG_PARTS: into how many visible parts an iceberg may fall.</summary>
/// <param name="PartsMax">Greatest number of parts.</param>
public sealed record IcebergPartsFilter(int PartsMax) : SymbolFilter
{
    /// <inheritdoc/>
    public override string Name => "ICEBERG_PARTS";

    /// <inheritdoc/>
    public override void Check(in CandidateOrder order, in MarketReference market, ref Findings<FilterBreach> breaches)
    {
        if (order.IcebergQuantity is { } visible and > 0)
            Grid("IcebergParts", decimal.Ceiling(order.Quantity / visible), 0, PartsMax, 0, ref breaches);
    }
}
