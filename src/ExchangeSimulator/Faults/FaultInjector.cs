using System.Collections.Immutable;

namespace Bot3.Messaging.ExchangeSimulator.Faults;

/// <summary>Draws faults from a seed: explicit rules first, then the profile. Safe to use from any thread.</summary>
internal sealed class FaultInjector(FaultProfile profile, int seed)
{
    /// <summary>The most explicit rules at one time.</summary>
    public const int RulesMax = 1_000;

    private readonly Lock gate = new();
    private readonly Random random = new(seed);
    private readonly ImmutableArray<FaultRule> profileRules = FaultProfiles.Rules(profile);
    private readonly List<(FaultRule Rule, int Left)> rules = [];

    public void Add(FaultRule rule)
    {
        lock (gate)
        {
            if (rules.Count >= RulesMax)
                throw new InvalidOperationException($"At most {RulesMax} fault rules may be set; clear some first.");
            rules.Add((rule, rule.Count ?? int.MaxValue));
        }
    }

    /// <summary>Removes every explicit rule; the profile stays.</summary>
    public void Clear()
    {
        lock (gate)
            rules.Clear();
    }

    public IReadOnlyList<FaultRule> Rules()
    {
        lock (gate)
            return [.. rules.Select(entry => entry.Left == int.MaxValue ? entry.Rule : entry.Rule with { Count = entry.Left })];
    }

    /// <summary>Draws what goes wrong with a call. Public calls are disturbed only by a rule that names them.</summary>
    /// <param name="account">Account name; null for a public call.</param>
    /// <param name="call">Name of the call.</param>
    public FaultPlan ForCall(string? account, string call) =>
        Draw(account, call, rule => !IsOfStream(rule.Kind)
            && (account is not null || rule.Call == call)
            && (rule.Kind != FaultKind.StaleQuery || call == "order.status"));

    /// <summary>Draws what goes wrong with one event of an account's user stream.</summary>
    public FaultPlan ForEvent(string account, string eventType) => Draw(account, eventType, rule => IsOfStream(rule.Kind));

    private static bool IsOfStream(FaultKind kind) => kind is FaultKind.StreamCut or FaultKind.DuplicateEvent
        or FaultKind.EventLost or FaultKind.EventReordered;

    private FaultPlan Draw(string? account, string call, Func<FaultRule, bool> applies)
    {
        lock (gate)
        {
            for (var index = 0; index < rules.Count; index++)
            {
                var (rule, left) = rules[index];
                if (!Matches(rule, account, call) || !applies(rule) || !IsDrawn(rule))
                    continue;
                if (left == 1)
                    rules.RemoveAt(index);
                else if (left != int.MaxValue)
                    rules[index] = (rule, left - 1);
                return new FaultPlan(rule);
            }

            foreach (var rule in profileRules)
            {
                if (Matches(rule, account, call) && applies(rule) && IsDrawn(rule))
                    return new FaultPlan(rule);
            }
        }

        return default;
    }

    private static bool Matches(FaultRule rule, string? account, string call) =>
        (rule.Account is null || rule.Account == account) && (rule.Call is null || rule.Call == call);

    private bool IsDrawn(FaultRule rule) => rule.Probability >= 1 || random.Next(1_000_000) < rule.Probability * 1_000_000;
}
