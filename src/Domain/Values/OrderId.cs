using System.Diagnostics.CodeAnalysis;

namespace Bot3.Messaging.Domain.Values;

/// <summary>The caller's id of an order and its idempotency key: the same id twice is one order.</summary>
/// <remarks>A UUID, version 7 advised (index locality). <c>default</c> is not an id: <see cref="IsDefault"/> tells it.</remarks>
public readonly record struct OrderId
{
    private readonly Guid _value;

    private OrderId(Guid value) => _value = value;

    /// <summary>The UUID; empty only for <c>default</c>.</summary>
    public Guid Value => _value;

    /// <summary>True only for <c>default</c>.</summary>
    public bool IsDefault => _value == Guid.Empty;

    /// <summary>Makes an id, or throws for the empty UUID.</summary>
    /// <exception cref="ArgumentException">The UUID is empty.</exception>
    public static OrderId Create(Guid value) =>
        TryCreate(value, out var made, out var reason) ? made : throw new ArgumentException(reason, nameof(value));

    /// <summary>Makes an id, or says why not.</summary>
    public static bool TryCreate(Guid value, out OrderId made, [NotNullWhen(false)] out string? reason)
    {
        reason = value == Guid.Empty ? "OrderId is the empty UUID." : null;
        made = new OrderId(value);
        return reason is null;
    }

    /// <summary>Lower-case hexadecimal with hyphens.</summary>
    public override string ToString() => _value.ToString("D");
}
