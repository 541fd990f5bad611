namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>What is locked of an asset for one order, or once for both legs of a pair of which only one can ever trade.</summary>
internal sealed class FundsHold(string asset)
{
    public string Asset { get; } = asset;

    public decimal Amount { get; private set; }

    public void Add(decimal amount) => Amount += amount;

    /// <exception cref="InvalidOperationException">More is taken than is held: an error of the engine.</exception>
    public void Take(decimal amount)
    {
        if (amount > Amount)
            throw new InvalidOperationException($"A hold of {Amount} {Asset} cannot give {amount}.");
        Amount -= amount;
    }
}
