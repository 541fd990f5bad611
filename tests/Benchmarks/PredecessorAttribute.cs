namespace Bot3.Messaging.Benchmarks;

/// <summary>What the system that this one succeeds needed for the same step.</summary>
/// <param name="nanoseconds">Its mean.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PredecessorAttribute(double nanoseconds) : Attribute
{
    /// <summary>Its mean.</summary>
    public double Nanoseconds { get; } = nanoseconds;
}
