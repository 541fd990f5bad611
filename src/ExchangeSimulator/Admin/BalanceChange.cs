namespace Bot3.Messaging.ExchangeSimulator.Admin;

/// <summary>Money that comes, goes or is locked behind the account's back.</summary>
public sealed record BalanceChange
{
    /// <summary>The asset, e.g. <c>USDT</c>.</summary>
    public required string Asset { get; init; }

    /// <summary>A deposit above 0, a withdrawal below 0; clients hear <c>balanceUpdate</c>.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Locked above 0, unlocked below 0, by something outside the exchange; clients hear <c>externalLockUpdate</c>.</summary>
    public decimal? Lock { get; init; }
}
