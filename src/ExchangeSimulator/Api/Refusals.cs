using System.Globalization;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>Every error the venue gives, code and text from the public error list. The texts are part of the contract.</summary>
internal static class Refusals
{
    public static VenueRefusal TooMuchWeight(int limit, DateTimeOffset retryAt) => new(429, -1003,
        $"Too much request weight used; current limit is {limit} request weight per 1 MINUTE. "
        + "Please use WebSocket Streams for live updates to avoid polling the API.") { RetryAt = retryAt };

    public static VenueRefusal Banned(DateTimeOffset until) => new(418, -1003,
        $"Way too much request weight used; IP banned until {until.ToUnixTimeMilliseconds()}. "
        + "Please use WebSocket Streams for live updates to avoid bans.") { RetryAt = until };

    public static VenueRefusal TooManyOrders(int limit, string interval, DateTimeOffset retryAt) => new(429, -1015,
        $"Too many new orders; current limit is {limit} orders per {interval}.") { RetryAt = retryAt };

    public static VenueRefusal UnknownError(int status) =>
        new(status, -1000, "An unknown error occurred while processing the request.");

    public static VenueRefusal EngineTimeout() => new(504, -1007,
        "Timeout waiting for response from backend server. Send status unknown; execution status unknown.");

    public static VenueRefusal Filter(string name) => new(400, -1013, $"Filter failure: {name}");

    /// <summary>Not in the public list; the text as clients report it.</summary>
    public static VenueRefusal SelfTradePreventionNotAllowed() =>
        new(400, -1013, "This symbol does not allow the specified self-trade prevention mode.");

    public static VenueRefusal InvalidQuantity() => new(400, -1013, "Invalid quantity.");

    public static VenueRefusal InvalidPrice() => new(400, -1013, "Invalid price.");

    public static VenueRefusal UnsupportedOperation() => new(400, -1020, "This operation is not supported.");

    public static VenueRefusal OutsideReceiveWindow() =>
        new(400, -1021, "Timestamp for this request is outside of the recvWindow.");

    public static VenueRefusal AheadOfServer() =>
        new(400, -1021, "Timestamp for this request was 1000ms ahead of the server's time.");

    public static VenueRefusal BadSignature() => new(400, -1022, "Signature for this request is not valid.");

    public static VenueRefusal IllegalCharacters(string name, string range) =>
        new(400, -1100, $"Illegal characters found in parameter '{name}'; legal range is '{range}'.");

    public static VenueRefusal Missing(string name) =>
        new(400, -1102, $"Mandatory parameter '{name}' was not sent, was empty/null, or malformed.");

    public static VenueRefusal MissingEither(string first, string second) =>
        new(400, -1102, $"Param '{first}' or '{second}' must be sent, but both were empty/null!");

    public static VenueRefusal Empty(string name) => new(400, -1105, $"Parameter '{name}' was empty.");

    public static VenueRefusal NotRequired(string name) => new(400, -1106, $"Parameter '{name}' sent when not required.");

    public static VenueRefusal TooPrecise(string name) => new(400, -1111, $"Parameter '{name}' has too much precision.");

    public static VenueRefusal TooLarge(string name, long max) => new(400, -1102,
        string.Create(CultureInfo.InvariantCulture, $"'{name}' contains unexpected value. Cannot be greater than {max}."));

    public static VenueRefusal UnsupportedCombination() => new(400, -1014, "Unsupported order combination.");

    public static VenueRefusal SentTogether(string first, string second) =>
        new(400, -1128, $"Fields [{first}, {second}] must be sent together or omitted entirely.");

    public static VenueRefusal OcoTypeNotSupported() => new(400, -1158, "Order type not supported in OCO.");

    public static VenueRefusal IcebergNeedsGtc(string name) => new(400, -1160,
        $"Parameter '{name}' is not supported if 'aboveTimeInForce'/'belowTimeInForce' is not GTC.");

    public static VenueRefusal BothOcoOrdersAreLimits() => new(400, -1168, "At least one OCO order must be contingent.");

    /// <summary>A leg of a pair on the wrong side of the market: -1165, -1166 for limits, -1196 to -1199 for triggered orders.</summary>
    public static VenueRefusal OcoLegMisplaced(OrderType type, Side side)
    {
        var isBuy = side == Side.Buy;
        var (code, words) = type.IsStopLoss() ? (isBuy ? -1196 : -1197, "stop loss order")
            : type.IsTakeProfit() ? (isBuy ? -1198 : -1199, "take profit order")
            : (isBuy ? -1165 : -1166, "limit order");
        var place = type.IsStopLoss() == isBuy ? "above" : "below";
        return new VenueRefusal(400, code, $"A {words} in a {(isBuy ? "buy" : "sell")} OCO must be {place}.");
    }

    public static VenueRefusal InvalidPegPriceType() => new(400, -1210, "Invalid pegPriceType.");

    public static VenueRefusal InvalidPegOffsetType() => new(400, -1211, "Invalid pegOffsetType.");

    public static VenueRefusal OpoWorkingMustBuy() => new(400, -1222, "Working order in an OPO list must be a bid.");

    public static VenueRefusal OpoPendingMustSell() => new(400, -1223, "Pending orders in an OPO list must be asks.");

    public static VenueRefusal PendingNotRequired(string name) =>
        new(400, -1225, $"Pending orders should not include the '{name}' tag.");

    public static VenueRefusal TimeInForceNotRequired() =>
        new(400, -1114, "TimeInForce parameter sent when not required.");

    public static VenueRefusal InvalidTimeInForce() => new(400, -1115, "Invalid timeInForce.");

    public static VenueRefusal InvalidOrderType() => new(400, -1116, "Invalid orderType.");

    public static VenueRefusal InvalidSide() => new(400, -1117, "Invalid side.");

    public static VenueRefusal InvalidSymbol() => new(400, -1121, "Invalid symbol.");

    public static VenueRefusal BadCombination() => new(400, -1128, "Combination of optional parameters invalid.");

    public static VenueRefusal InvalidData(string name) => new(400, -1130, $"Data sent for parameter '{name}' is not valid.");

    public static VenueRefusal InvalidStrategyType(string name) => new(400, -1134, $"'{name}' was less than 1000000.");

    public static VenueRefusal InvalidJson() => new(400, -1135, "Invalid JSON Request");

    public static VenueRefusal InvalidCancelRestrictions() => new(400, -1145, "Invalid cancelRestrictions.");

    public static VenueRefusal NewOrder(string message, RejectReason reason = RejectReason.None) =>
        new(400, -2010, message) { Reason = reason };

    public static VenueRefusal Duplicate() => NewOrder("Duplicate order sent.");

    public static VenueRefusal InsufficientBalance() =>
        NewOrder("Account has insufficient balance for requested action.", RejectReason.InsufficientBalances);

    public static VenueRefusal WouldMatch() =>
        NewOrder("Order would immediately match and take.", RejectReason.WouldMatchImmediately);

    public static VenueRefusal WouldTrigger() =>
        NewOrder("Order would trigger immediately.", RejectReason.StopPriceWouldTriggerImmediately);

    public static VenueRefusal OcoBadPrices() =>
        NewOrder("The relationship of the prices for the orders is not correct.", RejectReason.OcoBadPrices);

    /// <param name="minimum">Whose minimum is missed: <c>LOT_SIZE filter</c>, or <c>symbol</c> for an empty book.</param>
    public static VenueRefusal NoLiquidity(string minimum) =>
        NewOrder($"Order book liquidity is less than {minimum} minimum quantity.");

    public static VenueRefusal TooThinForPeg() => NewOrder("Order book liquidity is too low for this pegged order.");

    public static VenueRefusal TypeMayNotPeg() => NewOrder("This order type may not use pegged price.");

    public static VenueRefusal PegNotForType() => NewOrder("This price peg cannot be used with this order type.");

    public static VenueRefusal TypeNotSupported(OrderType type)
    {
        var words = WireName<OrderType>.Of(type).ToLowerInvariant().Replace('_', ' ');
        return NewOrder($"{char.ToUpperInvariant(words[0])}{words[1..]} orders are not supported for this symbol.");
    }

    public static VenueRefusal PartlyReplaced() => new(409, -2021, "Order cancel-replace partially failed.");

    public static VenueRefusal NotReplaced() => new(400, -2022, "Order cancel-replace failed.");

    public static VenueRefusal Amend(string message) => new(400, -2038, message);

    public static VenueRefusal UnknownOrder() => new(400, -2011, "Unknown order sent.");

    public static VenueRefusal CancelRestricted() =>
        new(400, -2011, "Order was not canceled due to cancel restrictions.");

    public static VenueRefusal NoSuchOrder() => new(400, -2013, "Order does not exist.");

    public static VenueRefusal NoSuchList() => new(400, -2013, "Order list does not exist.");

    public static VenueRefusal WindowTooLong() => new(400, -1127, "More than 24 hours between startTime and endTime.");

    public static VenueRefusal BadApiKeyFormat() => new(401, -2014, "API-key format invalid.");

    public static VenueRefusal BadApiKey() => new(401, -2015, "Invalid API-key, IP, or permissions for action.");

    public static VenueRefusal AlreadySubscribed() => new(400, -2035, "User Data Stream subscription already active.");

    public static VenueRefusal NotSubscribed() => new(400, -2036, "User Data Stream subscription not active.");

    public static VenueRefusal OtherOrderId() => new(400, -2039, "Client order ID is not correct for this order ID.");

    public static VenueRefusal TooManySubscriptions(int limit) => new(400, -2042,
        string.Create(CultureInfo.InvariantCulture, $"Maximum subscription ID reached for this connection: {limit}."));
}
