using Bot3.Messaging.ExchangeSimulator.Signing;

namespace Bot3.Messaging.ExchangeSimulator.Accounts;

/// <summary>All accounts and their keys, fixed at the start.</summary>
internal sealed class AccountDirectory : IDisposable
{
    // More than any run can use, few enough digits that eight decimals stay exact.
    private const decimal HouseFunds = 1_000_000_000_000m;

    private readonly Dictionary<string, ApiKey> keys = new(StringComparer.Ordinal);
    private readonly List<Account> accounts = [];

    public AccountDirectory(IEnumerable<AccountOptions> options, IEnumerable<string> assets)
    {
        foreach (var asset in assets.Distinct())
        {
            MarketMaker.Of(asset).Credit(HouseFunds);
            MarketTaker.Of(asset).Credit(HouseFunds);
        }

        foreach (var option in options)
        {
            var account = new Account(1000 + accounts.Count, option.Name, option.MakerCommissionRate, option.TakerCommissionRate,
                isHouse: false) { TradeGroupId = option.TradeGroupId };
            foreach (var (asset, amount) in option.Balances)
                account.Of(asset).Credit(amount);
            accounts.Add(account);
            foreach (var key in option.Keys)
                keys.Add(key.Key, new ApiKey(account, key.Type, new SignatureCheck(key)));
        }
    }

    /// <summary>Rests the two-sided books.</summary>
    public Account MarketMaker { get; } = new(1, "market-maker", 0, 0, isHouse: true);

    /// <summary>Trades against the books now and then.</summary>
    public Account MarketTaker { get; } = new(2, "market-taker", 0, 0, isHouse: true);

    /// <summary>Collects commissions.</summary>
    public Account Fees { get; } = new(3, "fees", 0, 0, isHouse: true);

    public IReadOnlyList<Account> Clients => accounts;

    public IEnumerable<Account> All => accounts.Append(MarketMaker).Append(MarketTaker).Append(Fees);

    public ApiKey? Find(string key) => keys.GetValueOrDefault(key);

    public void Dispose()
    {
        foreach (var key in keys.Values)
            key.Signatures.Dispose();
    }
}
