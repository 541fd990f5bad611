namespace Bot3.Messaging.ExchangeSimulator.Faults;

/// <summary>Bounds of a fault rule.</summary>
internal static class FaultRuleCheck
{
    private const int DelayMsMax = 60_000;

    /// <exception cref="ArgumentException">A value is out of its bounds; the message names each.</exception>
    public static void Require(FaultRule rule)
    {
        var violations = new List<string>();
        if (!Enum.IsDefined(rule.Kind))
            violations.Add($"kind: {rule.Kind} is not known.");
        if (rule.Probability is <= 0 or > 1)
            violations.Add($"probability: {rule.Probability} is not above 0 and at most 1.");
        if (rule.Count is < 1)
            violations.Add($"count: {rule.Count} is below 1.");
        if (rule.DelayMs is < 0 or > DelayMsMax)
            violations.Add($"delayMs: {rule.DelayMs} is not within 0 to {DelayMsMax}.");
        if (violations.Count > 0)
            throw new ArgumentException(string.Join(' ', violations), nameof(rule));
    }
}
