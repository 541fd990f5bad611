using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>ICEBERG_PARTS: into how many visible parts an iceberg may fall.</summary>
/// <param name="PartsMax">Greatest number of parts.</param>
public sealed record IcebergPartsFilter(int PartsMax) : SymbolFilter
{
    /// <inheritdoc/>
    public override string Name => "ICEBERG_PARTS";

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in OrderGlance order) => true; // an order at a glance is no iceberg

    /// <inheritdoc/>
    public override void Check(in CandidateOrder order, MarketReference market, ref Findings<FilterBreach> breaches)
    {
        if (order.IcebergQuantity is { } visible and > 0)
            Check("IcebergParts", decimal.Ceiling(order.Quantity / visible), 0, PartsMax, ref breaches);
    }
}
