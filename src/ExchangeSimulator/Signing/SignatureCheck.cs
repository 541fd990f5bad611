using System.Security.Cryptography;
using System.Text;
using Bot3.Messaging.ExchangeSimulator.Accounts;
using NSec.Cryptography;

namespace Bot3.Messaging.ExchangeSimulator.Signing;

/// <summary>Verifies signatures of one API key (PROTOCOL §2).</summary>
internal sealed class SignatureCheck : IDisposable
{
    private readonly byte[] secret = [];
    private readonly RSA? rsa;
    private readonly NSec.Cryptography.PublicKey? ed25519;

    /// <exception cref="ArgumentException">The public key cannot be read.</exception>
    /// <exception cref="FormatException">The public key cannot be read.</exception>
    public SignatureCheck(ApiKeyOptions key)
    {
        switch (key.Type)
        {
            case ApiKeyType.Hmac:
                secret = Encoding.UTF8.GetBytes(key.Verifier);
                break;
            case ApiKeyType.Rsa:
                rsa = RSA.Create();
                rsa.ImportFromPem(key.Verifier);
                break;
            default:
                ed25519 = NSec.Cryptography.PublicKey.Import(
                    SignatureAlgorithm.Ed25519, Encoding.UTF8.GetBytes(key.Verifier), KeyBlobFormat.PkixPublicKeyText);
                break;
        }
    }

    /// <summary>Whether requests could be verified with what the key brings.</summary>
    public static bool IsReadable(ApiKeyOptions key)
    {
        if (key.Key.Length == 0 || key.Verifier.Length == 0 || !Enum.IsDefined(key.Type))
            return false;
        try
        {
            new SignatureCheck(key).Dispose();
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or CryptographicException)
        {
            return false;
        }
    }

    public bool IsValid(string text, string signature)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (rsa is null && ed25519 is null)
            return IsHex(signature) && IsHmac(bytes, Convert.FromHexString(signature));
        var decoded = new byte[(signature.Length * 3 / 4) + 3];
        if (!Convert.TryFromBase64String(signature, decoded, out var length))
            return false;
        var given = decoded.AsSpan(0, length);
        return rsa?.VerifyData(bytes, given, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            ?? SignatureAlgorithm.Ed25519.Verify(ed25519!, bytes, given);
    }

    public void Dispose() => rsa?.Dispose();

    private bool IsHmac(byte[] text, byte[] given) => CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(secret, text), given);

    private static bool IsHex(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);
}
