using System.Globalization;

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

    public static VenueRefusal TimeInForceNotRequired() =>
        new(400, -1114, "TimeInForce parameter sent when not required.");

    public static VenueRefusal InvalidTimeInForce() => new(400, -1115, "Invalid timeInForce.");

    public static VenueRefusal InvalidOrderType() => new(400, -1116, "Invalid orderType.");

    public static VenueRefusal InvalidSide() => new(400, -1117, "Invalid side.");

    public static VenueRefusal InvalidSymbol() => new(400, -1121, "Invalid symbol.");

    public static VenueRefusal BadCombination() => new(400, -1128, "Combination of optional parameters invalid.");

    public static VenueRefusal InvalidData(string name) => new(400, -1130, $"Data sent for parameter '{name}' is not valid.");

    public static VenueRefusal InvalidJson() => new(400, -1135, "Invalid JSON Request");

    public static VenueRefusal InvalidCancelRestrictions() => new(400, -1145, "Invalid cancelRestrictions.");

    public static VenueRefusal NewOrder(string message) => new(400, -2010, message);

    public static VenueRefusal Duplicate() => NewOrder("Duplicate order sent.");

    public static VenueRefusal InsufficientBalance() => NewOrder("Account has insufficient balance for requested action.");

    public static VenueRefusal WouldMatch() => NewOrder("Order would immediately match and take.");

    public static VenueRefusal WouldTrigger() => NewOrder("Order would trigger immediately.");

    public static VenueRefusal NoLiquidity(string filter) =>
        NewOrder($"Order book liquidity is less than {filter} filter minimum quantity.");

    public static VenueRefusal UnknownOrder() => new(400, -2011, "Unknown order sent.");

    public static VenueRefusal CancelRestricted() =>
        new(400, -2011, "Order was not canceled due to cancel restrictions.");

    public static VenueRefusal NoSuchOrder() => new(400, -2013, "Order does not exist.");

    public static VenueRefusal BadApiKeyFormat() => new(401, -2014, "API-key format invalid.");

    public static VenueRefusal BadApiKey() => new(401, -2015, "Invalid API-key, IP, or permissions for action.");

    public static VenueRefusal AlreadySubscribed() => new(400, -2035, "User Data Stream subscription already active.");

    public static VenueRefusal NotSubscribed() => new(400, -2036, "User Data Stream subscription not active.");

    public static VenueRefusal OtherOrderId() => new(400, -2039, "Client order ID is not correct for this order ID.");

    public static VenueRefusal TooManySubscriptions(int limit) => new(400, -2042,
        string.Create(CultureInfo.InvariantCulture, $"Maximum subscription ID reached for this connection: {limit}."));
}
