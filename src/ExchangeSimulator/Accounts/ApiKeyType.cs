namespace Bot3.Messaging.ExchangeSimulator.Accounts;

/// <summary>How requests of an API key are signed (Binance Spot, request security).</summary>
public enum ApiKeyType
{
    /// <summary>HMAC-SHA256 with a shared secret; signature in hex, any case.</summary>
    Hmac,

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256; signature in base64.</summary>
    Rsa,

    /// <summary>Ed25519; signature in base64. The only type that may log a WebSocket session on.</summary>
    Ed25519,
}
