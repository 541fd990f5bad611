namespace Bot3.Messaging.ExchangeSimulator.Accounts;

/// <summary>An API key of a simulated account.</summary>
/// <param name="Key">The public part that a client sends, not empty, unique over all accounts.</param>
/// <param name="Type">The kind of signature.</param>
/// <param name="Verifier">The shared secret (HMAC), or the public key in PEM (RSA, Ed25519).</param>
public sealed record ApiKeyOptions(string Key, ApiKeyType Type, string Verifier)
{
    /// <summary>Describes the key without what verifies it.</summary>
    /// <returns>Key and type.</returns>
    public override string ToString() => $"{Key} ({Type})";
}
