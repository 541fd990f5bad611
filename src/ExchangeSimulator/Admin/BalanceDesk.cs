using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Matching;
using Bot3.Messaging.ExchangeSimulator.Streams;

namespace Bot3.Messaging.ExchangeSimulator.Admin;

/// <summary>Deposits, withdrawals and outside locks, with the events that a client hears (PROTOCOL §10). Needs the venue's lock.</summary>
internal sealed class BalanceDesk(UserStreamHub streams)
{
    /// <exception cref="ArgumentException">The account does not hold what is to be taken, or nothing is asked for.</exception>
    public void Change(Account account, BalanceChange change, DateTimeOffset now)
    {
        if ((change.Amount is null) == (change.Lock is null))
            throw new ArgumentException("Either amount or lock is needed, not both.");
        if (change.Asset.Length == 0)
            throw new ArgumentException("asset: is empty.");
        if (change.Amount is { } amount)
            Move(account.Of(change.Asset), Checked(amount));
        if (change.Lock is { } locked)
            Lock(account.Of(change.Asset), Checked(locked));
        account.UpdatedAt = now;
        var at = now.ToUnixTimeMilliseconds();
        streams.Publish(account, new JsonObject
        {
            ["e"] = change.Amount is null ? "externalLockUpdate" : "balanceUpdate",
            ["E"] = at,
            ["a"] = change.Asset,
            ["d"] = Amounts.Text(change.Amount ?? change.Lock ?? 0),
            ["T"] = at,
        });
        streams.Publish(account, UserEventJson.AccountPosition(account, [change.Asset], now));
    }

    private static decimal Checked(decimal amount) => amount != 0 && Amounts.Truncate(amount) == amount
        ? amount
        : throw new ArgumentException($"{amount} is 0 or has more than {Amounts.Decimals} decimals.");

    private static void Move(Balance balance, decimal amount)
    {
        if (amount > 0)
            balance.Credit(amount);
        else
            Withdraw(balance, -amount);
    }

    private static void Withdraw(Balance balance, decimal amount)
    {
        if (balance.Free < amount)
            throw new ArgumentException($"{balance.Asset}: {balance.Free} is free, {amount} cannot leave.");
        balance.Lock(amount);
        balance.SpendLocked(amount);
    }

    private static void Lock(Balance balance, decimal amount)
    {
        if (amount > 0 ? balance.Free < amount : balance.Locked < -amount)
            throw new ArgumentException($"{balance.Asset}: {balance.Free} is free and {balance.Locked} locked, {amount} cannot be locked.");
        if (amount > 0)
            balance.Lock(amount);
        else
            balance.Unlock(-amount);
    }
}
