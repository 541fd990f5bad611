using System.ComponentModel.DataAnnotations;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.ExchangeWorker.Configuration;

/// <summary>Rules over several keys, and those of the nested parts.</summary>
internal sealed class ExchangeOptionsRules : IValidateOptions<ExchangeOptions>
{
    private const int AccountLengthMax = 64;
    private const int AccountsMax = 100;
    private const int SymbolsMax = 500;

    public ValidateOptionsResult Validate(string? name, ExchangeOptions options)
    {
        var failures = new List<string>();
        Annotations(options.Resolution, $"{ExchangeOptions.Section}:{nameof(options.Resolution)}", failures);
        Annotations(options.Broadcast, $"{ExchangeOptions.Section}:{nameof(options.Broadcast)}", failures);
        if (options.Resolution.DelayMax < options.Resolution.DelayFirst)
        {
            failures.Add(
                $"Exchange:Resolution:DelayMax was {options.Resolution.DelayMax}: must be at least DelayFirst, {options.Resolution.DelayFirst}.");
        }

        if (options.SendWithin > options.Resolution.ProofDelay)
        {
            failures.Add(
                $"Exchange:SendWithin was {options.SendWithin}: "
                + $"must be at most the time before absence may be judged, {options.Resolution.ProofDelay}.");
        }

        if (options.Accounts.Count > AccountsMax)
            failures.Add($"Exchange:Accounts had {options.Accounts.Count} entries: at most {AccountsMax}.");
        for (var index = 0; index < options.Accounts.Count; index++)
            Account(options.Accounts[index], $"{ExchangeOptions.Section}:{nameof(options.Accounts)}:{index}", failures);
        foreach (var twice in options.Accounts.GroupBy(account => account.Account, StringComparer.Ordinal).Where(group => group.Count() > 1))
            failures.Add($"Exchange:Accounts named '{twice.Key}' {twice.Count()} times: each account once.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Account(AccountOptions account, string path, List<string> failures)
    {
        if (account.Account.Length is 0 or > AccountLengthMax
            || !account.Account.All(character => char.IsAsciiLetterOrDigit(character) || character == '-'))
            failures.Add($"{path}:Account was '{account.Account}': 1 to {AccountLengthMax} letters, digits, hyphens (it is part of a queue's name).");
        if (string.IsNullOrWhiteSpace(account.Venue))
            failures.Add($"{path}:Venue was '': required.");
        if (account.Symbols.Count is 0 or > SymbolsMax)
            failures.Add($"{path}:Symbols had {account.Symbols.Count} entries: 1 to {SymbolsMax}.");
        foreach (var symbol in account.Symbols.Where(symbol => symbol.Split('/') is not [{ Length: > 0 }, { Length: > 0 }]))
            failures.Add($"{path}:Symbols held '{symbol}': expected BASE/QUOTE.");
        if (account.Binance is null)
            failures.Add($"{path}:Binance was missing: the settings of the account's exchange are required.");
        else
            failures.AddRange(BinanceOptionsRules.Violations(account.ToBinance()).Select(violation => $"{path}:Binance: {violation}"));
    }

    private static void Annotations(object part, string path, List<string> failures)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(part, new ValidationContext(part), results, validateAllProperties: true);
        failures.AddRange(results.Select(result => $"{path}:{result.MemberNames.FirstOrDefault()}: {result.ErrorMessage}"));
    }
}
