using Bot3.Messaging.ExchangeSimulator.Accounts;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>How a caller identified itself.</summary>
/// <param name="ApiKey">The key it sent; null if it sent none.</param>
/// <param name="SignedText">What its signature must cover.</param>
/// <param name="Session">The account of a logged-on session: then no key or signature is needed.</param>
internal sealed record Credentials(string? ApiKey, string SignedText, Account? Session = null);
