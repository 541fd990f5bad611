namespace Bot3.Messaging.Bot3.Environment;

/// <summary>A venue outside of the local system, speaking Binance's protocol.</summary>
public sealed record VenueOptions
{
    /// <summary>Root of the REST interface, without <c>/api/v3</c>.</summary>
    public required Uri RestUrl { get; init; }

    /// <summary>The WebSocket API with its path, for example <c>wss://ws-api.testnet.binance.vision/ws-api/v3</c>.</summary>
    public required Uri WebSocketApiUrl { get; init; }

    /// <summary>A file that holds the API key.</summary>
    public required string ApiKeyFile { get; init; }

    /// <summary>A file that holds the secret.</summary>
    public required string ApiSecretFile { get; init; }
}
