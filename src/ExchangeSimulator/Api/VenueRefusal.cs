namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>The venue says no: an error code and its text, as the protocol documents them.</summary>
internal sealed class VenueRefusal(int status, int code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public int Code { get; } = code;

    /// <summary>When the caller may come again; only with 429 and 418.</summary>
    public DateTimeOffset? RetryAt { get; init; }
}
