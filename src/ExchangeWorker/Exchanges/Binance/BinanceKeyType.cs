namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance;

/// <summary>How requests of an account are signed (docs: request security).</summary>
public enum BinanceKeyType
{
    /// <summary>HMAC-SHA256 with a shared secret.</summary>
    Hmac,

    /// <summary>Ed25519; the secret is a PKCS#8 private key as PEM text.</summary>
    Ed25519,

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256; the secret is a PKCS#8 private key as PEM text.</summary>
    Rsa,
}
