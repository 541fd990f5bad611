namespace Bot3.Messaging.ExchangeSimulator.Accounts;

/// <summary>What an account holds of one asset. Neither part may fall below zero: that would be an error of the engine.</summary>
internal sealed class Balance(string asset)
{
    public string Asset { get; } = asset;

    public decimal Free { get; private set; }

    public decimal Locked { get; private set; }

    public void Credit(decimal amount) => Free += NotNegative(amount);

    public void Lock(decimal amount)
    {
        Free = NotNegative(Free - amount);
        Locked += amount;
    }

    public void Unlock(decimal amount)
    {
        Locked = NotNegative(Locked - amount);
        Free += amount;
    }

    public void SpendLocked(decimal amount) => Locked = NotNegative(Locked - NotNegative(amount));

    private decimal NotNegative(decimal amount) =>
        amount >= 0 ? amount : throw new InvalidOperationException($"Balance of {Asset} would become {amount}.");
}
