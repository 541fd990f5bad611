using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Faults;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Signing;

namespace Bot3.Messaging.ExchangeSimulator;

/// <summary>Bounds of the options; all violations at once.</summary>
internal static class SimulatorOptionsCheck
{
    /// <exception cref="ArgumentException">The options are not valid; the message names every violation.</exception>
    public static void Require(SimulatorOptions options)
    {
        var violations = Violations(options).ToList();
        if (violations.Count > 0)
            throw new ArgumentException(string.Join(' ', violations), nameof(options));
    }

    public static IEnumerable<string> Violations(SymbolOptions symbol)
    {
        if (symbol.TickSize <= 0 || symbol.StepSize <= 0)
            yield return $"Symbols: {symbol.Name} needs TickSize and StepSize above 0.";
        if (symbol.StartPrice < symbol.TickSize || symbol.StartPrice > symbol.PriceMax)
            yield return $"Symbols: {symbol.Name} has StartPrice {symbol.StartPrice} outside {symbol.TickSize} to {symbol.PriceMax}.";
        if (symbol.NotionalMin < 0 || symbol.NotionalMax < symbol.NotionalMin)
            yield return $"Symbols: {symbol.Name} needs 0 <= NotionalMin <= NotionalMax.";
        if (symbol.LevelQuantity < symbol.StepSize)
            yield return $"Symbols: {symbol.Name} has LevelQuantity {symbol.LevelQuantity} below its step {symbol.StepSize}.";
    }

    private static IEnumerable<string> Violations(SimulatorOptions options)
    {
        if (options.Port is < 0 or > 65_535)
            yield return $"Port: {options.Port} is not within 0 to 65535.";
        if (options.Symbols.IsDefaultOrEmpty)
            yield return "Symbols: at least one is needed.";
        if (options.Accounts.IsDefaultOrEmpty)
            yield return "Accounts: at least one is needed.";
        if (options.Symbols.IsDefaultOrEmpty || options.Accounts.IsDefaultOrEmpty)
            yield break;
        foreach (var name in Doubles(options.Symbols.Select(symbol => symbol.Name)))
            yield return $"Symbols: {name} is there twice.";
        foreach (var name in Doubles(options.Accounts.Select(account => account.Name)))
            yield return $"Accounts: {name} is there twice.";
        foreach (var key in Doubles(options.Accounts
            .Where(account => !account.Keys.IsDefault).SelectMany(account => account.Keys).Select(key => key.Key)))
            yield return $"Accounts: key {key} is there twice.";
        foreach (var replay in options.Replays.Keys.Where(replay => options.Symbols.All(symbol => symbol.Name != replay)))
            yield return $"Replays: {replay} is not one of the symbols.";
        var parts = options.Symbols.SelectMany(Violations).Concat(options.Accounts.SelectMany(Violations))
            .Concat(Violations(options.Market)).Concat(LimitViolations(options)).Concat(FaultViolations(options));
        foreach (var violation in parts)
            yield return violation;
    }

    private static IEnumerable<string> Violations(AccountOptions account)
    {
        if (account.Name.Length == 0)
            yield return "Accounts: a name is empty.";
        if (account.Keys.IsDefaultOrEmpty)
            yield return $"Accounts: {account.Name} has no key.";
        foreach (var key in account.Keys.IsDefaultOrEmpty ? [] : account.Keys.Where(key => !SignatureCheck.IsReadable(key)))
            yield return $"Accounts: {account.Name} has key '{key.Key}' ({key.Type}) whose verifier is not a secret or a public key in PEM.";
        foreach (var (asset, amount) in account.Balances.Where(balance => balance.Value < 0))
            yield return $"Accounts: {account.Name} has balance {amount} of {asset}, below 0.";
        if (account.MakerCommissionRate is < 0 or > 0.1m || account.TakerCommissionRate is < 0 or > 0.1m)
            yield return $"Accounts: {account.Name} has a commission rate outside 0 to 0.1.";
    }

    private static IEnumerable<string> FaultViolations(SimulatorOptions options)
    {
        if (options.FaultRules.IsDefaultOrEmpty)
            yield break;
        if (options.FaultRules.Length > FaultInjector.RulesMax)
            yield return $"FaultRules: {options.FaultRules.Length} are more than {FaultInjector.RulesMax}.";
        for (var index = 0; index < options.FaultRules.Length; index++)
        {
            var rule = options.FaultRules[index];
            foreach (var violation in FaultRuleCheck.Violations(rule))
                yield return $"FaultRules: {rule.Kind} (number {index + 1}), {violation}";
            if (rule.Account is { } name && options.Accounts.All(account => account.Name != name))
                yield return $"FaultRules: {rule.Kind} (number {index + 1}), account: {name} is not one of the accounts.";
        }
    }

    private static IEnumerable<string> Violations(MarketOptions market)
    {
        if (market.StepInterval < TimeSpan.FromMilliseconds(1) || market.StepInterval > TimeSpan.FromMinutes(1))
            yield return $"Market: StepInterval {market.StepInterval} is not within 1 ms to 1 minute.";
        if (market.Levels is < 1 or > 100)
            yield return $"Market: Levels {market.Levels} is not within 1 to 100.";
        if (market.StepMax is < 0 or > 0.05m)
            yield return $"Market: StepMax {market.StepMax} is not within 0 to 0.05.";
        if (market.TradeProbability is < 0 or > 1)
            yield return $"Market: TradeProbability {market.TradeProbability} is not within 0 to 1.";
        if (market.ReplaySpeed <= 0)
            yield return $"Market: ReplaySpeed {market.ReplaySpeed} is not above 0.";
    }

    private static IEnumerable<string> LimitViolations(SimulatorOptions options)
    {
        var limits = options.RateLimits;
        if (limits.RequestWeightPerMinute < 1 || limits.OrdersPer10Seconds < 1 || limits.OrdersPerDay < 1 || limits.RequestsBeforeBan < 1
            || limits.ConnectionsPer5Minutes < 1)
            yield return "RateLimits: every limit must be at least 1.";
        if (limits.Ban <= TimeSpan.Zero)
            yield return $"RateLimits: Ban {limits.Ban} is not above zero.";
    }

    private static IEnumerable<string> Doubles(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);
}
