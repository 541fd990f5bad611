using System.Globalization;

namespace Bot3.Messaging.Domain.Values;

/// <summary>Units of the base asset; zero or more.</summary>
/// <remarks>
/// <para>Quantity + Quantity = Quantity. Subtraction may fail and is therefore a method: <see cref="TrySubtract"/>.</para>
/// <para>Rounding only by name: <see cref="FloorToStep"/>.</para>
/// Never more than 28 significant digits nor 18 decimals; a product or sum beyond that range throws <see cref="OverflowException"/>.
/// <c>default</c> is <see cref="Zero"/>, which is valid.
/// </remarks>
public readonly record struct Quantity : IComparable<Quantity>
{
    private readonly decimal _value;

    private Quantity(decimal value) => _value = value;

    /// <summary>The number itself, in the unit named above.</summary>
    public decimal Value => _value;

    /// <summary>Nothing.</summary>
    public static Quantity Zero => default;

    /// <summary>True for nothing.</summary>
    public bool IsZero => _value == 0;

    /// <summary>The greatest multiple of <paramref name="step"/> that is not above this quantity (may be zero).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is not above zero.</exception>
    public Quantity FloorToStep(decimal step) => new(DecimalBounds.Floor(_value, step));

    /// <summary>What is left; false (and zero) when more would be taken away than there is.</summary>
    public bool TrySubtract(Quantity other, out Quantity rest)
    {
        var isEnough = other._value <= _value;
        rest = isEnough ? new Quantity(_value - other._value) : default;
        return isEnough;
    }

    /// <summary>The smaller of two.</summary>
    public static Quantity Min(Quantity left, Quantity right) => left._value <= right._value ? left : right;

    /// <summary>The sum.</summary>
    /// <exception cref="OverflowException">The sum leaves the range of decimal.</exception>
    public static Quantity operator +(Quantity left, Quantity right) => new(left._value + right._value);

    /// <summary>Makes a value, or throws for a number that is out of bounds (a programmer's mistake).</summary>
    /// <exception cref="ArgumentException">The number breaks a bound; the message names it.</exception>
    public static Quantity Create(decimal value) =>
        TryCreate(value, out var made, out var reason) ? made : throw new ArgumentException(reason, nameof(value));

    /// <summary>Makes a value, or says which bound the number breaks.</summary>
    public static bool TryCreate(decimal value, out Quantity made, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? reason)
    {
        reason = value < 0 ? FormattableString.Invariant($"Quantity {value} must be 0 or more.") : DecimalBounds.Check("Quantity", value);
        made = reason is null ? new Quantity(value) : default;
        return reason is null;
    }

    /// <summary>Reads plain invariant notation ("123.45"); no exponents, no thousands separators, no blanks.</summary>
    public static bool TryParse(string? text, out Quantity made, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? reason)
    {
        if (DecimalBounds.TryRead(text, out var value))
            return TryCreate(value, out made, out reason);
        made = default;
        reason = $"Quantity '{text}' is not a decimal number.";
        return false;
    }

    /// <inheritdoc/>
    public int CompareTo(Quantity other) => _value.CompareTo(other._value);

    /// <summary>Invariant plain notation; <c>TryParse</c> reads it back.</summary>
    public override string ToString() => _value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Less than.</summary>
    public static bool operator <(Quantity left, Quantity right) => left._value < right._value;

    /// <summary>Less than or equal.</summary>
    public static bool operator <=(Quantity left, Quantity right) => left._value <= right._value;

    /// <summary>Greater than.</summary>
    public static bool operator >(Quantity left, Quantity right) => left._value > right._value;

    /// <summary>Greater than or equal.</summary>
    public static bool operator >=(Quantity left, Quantity right) => left._value >= right._value;
}
