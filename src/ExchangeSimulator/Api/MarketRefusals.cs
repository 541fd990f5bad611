namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>Refusals of market data, sessions and limits, code and text from the public error list.</summary>
internal static class MarketRefusals
{
    public static VenueRefusal InvalidInterval() => new(400, -1120, "Invalid interval.");

    public static VenueRefusal OtherStatus() => new(400, -1220, "The symbol's status does not match the requested symbolStatus.");

    public static VenueRefusal NoReferencePrice() => new(400, -2043, "This symbol doesn't have a reference price.");

    public static VenueRefusal MarketClosed() => new(400, -2010, "Market is closed.");

    public static VenueRefusal WindowTooLong() => new(400, -1127, "More than 24 hours between startTime and endTime.");

    public static VenueRefusal TooManyAttempts(int limit) =>
        new(429, -1034, $"Too many connection attempts from IP; current limit is {limit} per '5 MINUTE'.");

    public static VenueRefusal ShuttingDown() => new(503, -1016, "This service is no longer available.");

    public static VenueRefusal NoSuchMethod() => new(400, -1020, "This operation is not supported.");
}
