namespace Bot3.Messaging.ExchangeSimulator.Faults;

/// <summary>Bounds of a fault rule.</summary>
internal static class FaultRuleCheck
{
    private const int DelayMsMax = 60_000;

    /// <exception cref="ArgumentException">A value is out of its bounds; the message names each.</exception>
    public static void Require(FaultRule rule)
    {
        var violations = Violations(rule).ToList();
        if (violations.Count > 0)
            throw new ArgumentException(string.Join(' ', violations), nameof(rule));
    }

    public static IEnumerable<string> Violations(FaultRule rule)
    {
        if (!Enum.IsDefined(rule.Kind))
            yield return $"kind: {rule.Kind} is not known.";
        if (rule.Probability is <= 0 or > 1)
            yield return $"probability: {rule.Probability} is not above 0 and at most 1.";
        if (rule.Count is < 1)
            yield return $"count: {rule.Count} is below 1.";
        if (rule.DelayMs is < 0 or > DelayMsMax)
            yield return $"delayMs: {rule.DelayMs} is not within 0 to {DelayMsMax}.";
    }
}
