using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;

namespace Bot3.Messaging.ExchangeSimulator.Matching.Filters;

/// <summary>What a symbol does not offer (PROTOCOL §5, symbol flags), with the engine's texts.</summary>
internal static class SymbolFlags
{
    /// <summary>Why the symbol does not take such an order, null if it does.</summary>
    public static VenueRefusal? Refused(SymbolOptions symbol, NewOrder order)
    {
        if (!symbol.OrderTypes.IsDefaultOrEmpty && !symbol.OrderTypes.Contains(WireName<OrderType>.Of(order.Type)))
            return Refusals.TypeNotSupported(order.Type);
        if (order.QuoteQuantity != 0 && !symbol.QuoteOrderQtyMarketAllowed)
            return Refusals.NewOrder("Quote order qty market orders are not support for this symbol.");
        if (order.IcebergQuantity != 0 && !symbol.IcebergAllowed)
            return Refusals.NewOrder("Iceberg orders are not supported for this symbol.");
        if (order.TrailingDelta is not null && !symbol.AllowTrailingStop)
            return Refusals.NewOrder("Trailing stop orders are not supported for this symbol.");
        if (order.Peg is not null && !symbol.PegInstructionsAllowed)
            return Refusals.NewOrder("Pegged orders are not supported for this symbol.");
        return order.IcebergQuantity > order.Quantity && order.Quantity != 0 ? Refusals.NewOrder("IcebergQty exceeds QTY.") : null;
    }

    /// <summary>Why the symbol does not take such a list, null if it does.</summary>
    public static VenueRefusal? Refused(SymbolOptions symbol, NewOrderList list)
    {
        var hasPair = list.Kind is ListKind.Oco or ListKind.Otoco or ListKind.Opoco;
        if (hasPair && !symbol.OcoAllowed)
            return Refusals.NewOrder("OCO orders are not supported for this symbol");
        if (list.Kind != ListKind.Oco && !symbol.OtoAllowed)
            return Refusals.NewOrder("OTO orders are not supported for this symbol.");
        return list.Kind is ListKind.Opo or ListKind.Opoco && !symbol.OpoAllowed
            ? Refusals.NewOrder("OPO orders are not supported for this symbol.")
            : null;
    }
}
