using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Signing;

/// <summary>Signs the text of a request. Thread-safe.</summary>
internal abstract class BinanceSigner : IDisposable
{
    /// <summary>Makes the signer of a kind of key.</summary>
    /// <param name="type">The kind.</param>
    /// <param name="secret">The shared secret, or a PKCS#8 private key as PEM text.</param>
    /// <exception cref="ArgumentException">The secret is not a key of that kind. The text never shows it.</exception>
    public static BinanceSigner Create(BinanceKeyType type, string secret)
    {
        try
        {
            return type switch
            {
                BinanceKeyType.Hmac => new HmacSigner(secret),
                BinanceKeyType.Ed25519 => Ed25519Signer.FromPem(secret),
                BinanceKeyType.Rsa => new RsaSigner(secret),
                _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such kind of key."),
            };
        }
        catch (Exception error) when (
            error is FormatException or CryptographicException || (error is ArgumentException and not ArgumentOutOfRangeException))
        {
            // The inner exception is left out: it may quote the key.
            throw new ArgumentException($"ApiSecret is not a private key of kind {type} in PKCS#8 PEM form.", nameof(secret));
        }
    }

    /// <summary>The signature of a text: lower-case hex for HMAC, otherwise base64, not percent-encoded.</summary>
    /// <param name="text">The text as it is sent.</param>
    public abstract string Sign(string text);

    /// <summary>Forgets the key.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    private sealed class HmacSigner(string secret) : BinanceSigner
    {
        private readonly byte[] _key = Encoding.UTF8.GetBytes(secret);

        public override string Sign(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));

        public override void Dispose()
        {
            CryptographicOperations.ZeroMemory(_key);
            base.Dispose();
        }
    }

    /// <summary>Signs with Ed25519.</summary>
    internal sealed class Ed25519Signer(Key key) : BinanceSigner
    {
        /// <summary>Reads a PKCS#8 private key.</summary>
        /// <param name="pem">PEM text.</param>
        public static Ed25519Signer FromPem(string pem)
            => new(Key.Import(SignatureAlgorithm.Ed25519, Encoding.UTF8.GetBytes(pem), KeyBlobFormat.PkixPrivateKeyText));

        /// <inheritdoc />
        public override string Sign(string text)
            => Convert.ToBase64String(SignatureAlgorithm.Ed25519.Sign(key, Encoding.UTF8.GetBytes(text)));

        /// <inheritdoc />
        public override void Dispose()
        {
            key.Dispose();
            base.Dispose();
        }
    }

    private sealed class RsaSigner : BinanceSigner
    {
        private readonly RSA _rsa = RSA.Create();
        private readonly Lock _gate = new();

        public RsaSigner(string pem) => _rsa.ImportFromPem(pem);

        public override string Sign(string text)
        {
            lock (_gate)
            {
                var signature = _rsa.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
                return Convert.ToBase64String(signature);
            }
        }

        public override void Dispose()
        {
            _rsa.Dispose();
            base.Dispose();
        }
    }
}
