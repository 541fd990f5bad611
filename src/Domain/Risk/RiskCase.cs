using System.Diagnostics.CodeAnalysis;

namespace Bot3.Messaging.Domain.Risk;

/// <summary>An order before our risk: all that rules look at, with the arithmetic that they share done once.</summary>
public readonly ref struct RiskCase
{
    private readonly Exposure _exposure;

    /// <summary>Takes up a case.</summary>
    /// <exception cref="OverflowException">The numbers are beyond exact arithmetic; the number rules deny such an order first.</exception>
    public RiskCase(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(snapshot);
        Request = request;
        Limits = limits;
        Snapshot = snapshot;
        _exposure = Exposure.Of(request, snapshot);
    }

    /// <summary>The order as submitted.</summary>
    public RiskRequest Request { get; }

    /// <summary>The limits that it is held against.</summary>
    public RiskLimits Limits { get; }

    /// <summary>What was known at the moment of the decision.</summary>
    public RiskSnapshot Snapshot { get; }

    /// <summary>What the order would add to what is held.</summary>
    [UnscopedRef]
    public ref readonly Exposure Exposure => ref _exposure;
}
