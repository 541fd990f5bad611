namespace Bot3.Messaging.ExchangeSimulator.Faults;

/// <summary>What goes wrong with one call: the first rule that matched and was drawn.</summary>
internal readonly record struct FaultPlan(FaultRule? Rule)
{
    public bool Is(FaultKind kind) => Rule?.Kind == kind;

    public TimeSpan Delay => TimeSpan.FromMilliseconds(Rule?.DelayMs ?? 0);
}
