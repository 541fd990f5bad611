using Bot3.Messaging.ExchangeSimulator.Signing;

namespace Bot3.Messaging.ExchangeSimulator.Accounts;

internal sealed record ApiKey(Account Account, ApiKeyType Type, SignatureCheck Signatures);
