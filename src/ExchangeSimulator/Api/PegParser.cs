using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>Reads the three parameters of a pegged price (PROTOCOL §4).</summary>
internal static class PegParser
{
    private const string OnlyOffsetType = "PRICE_LEVEL";

    /// <summary>The peg, null if the order has none.</summary>
    public static Peg? Parse(ApiParameters parameters, OrderType type, OrderFields fields)
    {
        var (typeName, valueName) = (fields.Of("pegOffsetType"), fields.Of("pegOffsetValue"));
        var offsetType = parameters.Text(typeName);
        var offset = parameters.Integer(valueName);
        if (parameters.Text(fields.Of("pegPriceType")) is not { } text)
            return offsetType is null && offset is null ? null : throw Refusals.Missing(fields.Of("pegPriceType"));
        if (!WireName<PegPriceType>.TryParse(text, out var priceType))
            throw Refusals.InvalidPegPriceType();
        if (!type.HasLimit())
            throw Refusals.TypeMayNotPeg();
        if (offsetType is not (null or OnlyOffsetType))
            throw Refusals.InvalidPegOffsetType();
        if ((offsetType is null) != (offset is null))
            throw Refusals.SentTogether(typeName, valueName);
        if (offset > Peg.OffsetMax)
            throw Refusals.TooLarge(valueName, Peg.OffsetMax);
        return new Peg(priceType, (int?)offset);
    }
}
