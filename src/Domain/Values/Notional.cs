using System.Globalization;

namespace Bot3.Messaging.Domain.Values;

/// <summary>A signed amount of the quote asset: what an order is worth, or what a trade earned.</summary>
/// <remarks>
/// <para>Notional + Notional and Notional - Notional = Notional; -Notional = Notional; nothing else.</para>
/// Never more than 28 significant digits nor 18 decimals; a product or sum beyond that range throws <see cref="OverflowException"/>.
/// <c>default</c> is <see cref="Zero"/>, which is valid.
/// </remarks>
public readonly record struct Notional : IComparable<Notional>
{
    private readonly decimal _value;

    private Notional(decimal value) => _value = value;

    /// <summary>The number itself, in the unit named above.</summary>
    public decimal Value => _value;

    /// <summary>Nothing.</summary>
    public static Notional Zero => default;

    /// <summary>The same amount without its sign.</summary>
    public Notional Abs() => new(Math.Abs(_value));

    /// <summary>Products carry as many digits as decimal has: the exact value is wanted, not a short one.</summary>
    internal static Notional FromProduct(decimal value) => new(value);

    /// <summary>The sum.</summary>
    /// <exception cref="OverflowException">The sum leaves the range of decimal.</exception>
    public static Notional operator +(Notional left, Notional right) => new(left._value + right._value);

    /// <summary>The difference.</summary>
    /// <exception cref="OverflowException">The difference leaves the range of decimal.</exception>
    public static Notional operator -(Notional left, Notional right) => new(left._value - right._value);

    /// <summary>The opposite amount.</summary>
    public static Notional operator -(Notional amount) => new(-amount._value);

    /// <summary>Makes a value, or throws for a number that is out of bounds (a programmer's mistake).</summary>
    /// <exception cref="ArgumentException">The number breaks a bound; the message names it.</exception>
    public static Notional Create(decimal value) =>
        TryCreate(value, out var made, out var reason) ? made : throw new ArgumentException(reason, nameof(value));

    /// <summary>Makes a value, or says which bound the number breaks.</summary>
    public static bool TryCreate(decimal value, out Notional made, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? reason)
    {
        reason = DecimalBounds.Check("Notional", value);
        made = reason is null ? new Notional(value) : default;
        return reason is null;
    }

    /// <summary>Reads plain invariant notation ("123.45"); no exponents, no thousands separators, no blanks.</summary>
    public static bool TryParse(string? text, out Notional made, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? reason)
    {
        if (DecimalBounds.TryRead(text, out var value))
            return TryCreate(value, out made, out reason);
        made = default;
        reason = $"Notional '{text}' is not a decimal number.";
        return false;
    }

    /// <inheritdoc/>
    public int CompareTo(Notional other) => _value.CompareTo(other._value);

    /// <summary>Invariant plain notation; <c>TryParse</c> reads it back.</summary>
    public override string ToString() => _value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Less than.</summary>
    public static bool operator <(Notional left, Notional right) => left._value < right._value;

    /// <summary>Less than or equal.</summary>
    public static bool operator <=(Notional left, Notional right) => left._value <= right._value;

    /// <summary>Greater than.</summary>
    public static bool operator >(Notional left, Notional right) => left._value > right._value;

    /// <summary>Greater than or equal.</summary>
    public static bool operator >=(Notional left, Notional right) => left._value >= right._value;
}
