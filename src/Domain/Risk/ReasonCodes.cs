using System.Text;

namespace Bot3.Messaging.Domain.Risk;

/// <summary>What every reason code means; the source of docs/reason-codes.md.</summary>
public static class ReasonCodes
{
    /// <summary>The meaning of a code, in one sentence.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a code.</exception>
    public static string Describe(DenyReason reason) => Entry(reason).Meaning;

    /// <summary>The unit of limit and actual value in a verdict with this code; a dash where it carries none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a code.</exception>
    public static string Unit(DenyReason reason) => Entry(reason).Unit;

    /// <summary>The page that lists all codes.</summary>
    public static string ToMarkdown()
    {
        var page = new StringBuilder();
        page.Append("# Reason codes\n\n")
            .Append("Why an order is `Denied`: our own risk said no, before anything was sent. ")
            .Append("Generated from `ReasonCodes`; do not edit.\n")
            .Append("A denial lists every reason that applies, each with its limit and the actual value where there are such.\n\n")
            .Append("| Code | Meaning | Unit of limit and actual |\n|---|---|---|\n");
        foreach (var reason in Enum.GetValues<DenyReason>())
            page.Append("| `").Append(reason).Append("` | ").Append(Describe(reason)).Append(" | ").Append(Unit(reason)).Append(" |\n");
        return page.ToString();
    }

    private static (string Meaning, string Unit) Entry(DenyReason reason) => reason switch
    {
        DenyReason.StopLossMissing => (
            "The order carries no stop-loss.", "—"),
        DenyReason.StopLossWrongSide => (
            "The stop-loss is not below the entry of a buy, or not above the entry of a sell.", "quote"),
        DenyReason.TakeProfitWrongSide => (
            "The take-profit is not above the entry of a buy, or not below the entry of a sell.", "quote"),
        DenyReason.QuantityNotPositive => (
            "The quantity is zero or negative.", "base"),
        DenyReason.PriceMissing => (
            "An order type with a limit price came without one.", "—"),
        DenyReason.PriceNotPositive => (
            "A price (limit, trigger, stop-loss or take-profit) is zero or negative.", "quote"),
        DenyReason.PriceNotAllowed => (
            "A limit price came with an order type that has none.", "quote"),
        DenyReason.TriggerMissing => (
            "An order type with a trigger price came without one.", "—"),
        DenyReason.TriggerNotAllowed => (
            "A trigger price came with an order type that has none.", "quote"),
        DenyReason.PrecisionExceeded => (
            "A number has more than 18 decimals or 28 significant digits.", "—"),
        DenyReason.AmountTooLarge => (
            "A quantity above 10,000,000,000,000 or a price above 10,000,000,000: a mistake, and beyond exact arithmetic.", "—"),
        DenyReason.TimeInForceNotAllowed => (
            "The time in force does not go with the order type.", "—"),
        DenyReason.ExpiryMissing => (
            "Good till date came without an expiry.", "—"),
        DenyReason.OrderExpired => (
            "The expiry is not in the future.", "seconds"),
        DenyReason.ConfidenceOutOfRange => (
            "The signal confidence is not between 0 and 1.", "ratio"),
        DenyReason.UnknownAccount => (
            "The account is not configured here.", "—"),
        DenyReason.UnknownSymbol => (
            "The venue does not know the symbol.", "—"),
        DenyReason.VenueRulesMissing => (
            "The venue's rules are not loaded, so the order cannot be checked.", "—"),
        DenyReason.VenueFilter => (
            "A filter of the venue would refuse the order: off the grid, out of bounds, or too small.", "as the filter"),
        DenyReason.LimitsMissing => (
            "A risk limit is not configured; missing means no.", "—"),
        DenyReason.MarketPriceMissing => (
            "No market price is known for the symbol.", "—"),
        DenyReason.MarketPriceStale => (
            "The market price is too old.", "seconds"),
        DenyReason.PriceCollar => (
            "The limit price is too far through the market.", "quote"),
        DenyReason.ConversionMissing => (
            "No price converts the quote asset to USD.", "—"),
        DenyReason.PositionSizeExceeded => (
            "Held, open and this order together exceed the greatest position.", "USD"),
        DenyReason.RiskPerTradeExceeded => (
            "The loss from entry to stop-loss exceeds the greatest risk of one trade.", "USD"),
        DenyReason.BuyingPowerInsufficient => (
            "The balance, less what open orders have reserved, does not pay for the order.", "asset spent"),
        DenyReason.DuplicateOrderContent => (
            "The order id was used before with other content.", "—"),
        DenyReason.FieldMalformed => (
            "A field cannot be read: an id, a name or a symbol breaks its format.", "—"),
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a reason of ours."),
    };
}
