using System.Globalization;

namespace Bot3.Messaging.Domain.Values;

/// <summary>Units of the quote asset for one unit of the base asset; always above zero.</summary>
/// <remarks>
/// <para>Price * Quantity = Notional, exact. Two prices do not add; their distance is a plain decimal: <c>a.Value - b.Value</c>.</para>
/// <para>Rounding only by name: <see cref="FloorToStep"/>, <see cref="RoundToTick"/>.</para>
/// Never more than 28 significant digits nor 18 decimals; a product or sum beyond that range throws <see cref="OverflowException"/>.
/// <c>default</c> is not a price: <see cref="IsDefault"/> tells it.
/// </remarks>
public readonly record struct Price : IComparable<Price>
{
    private readonly decimal _value;

    private Price(decimal value) => _value = value;

    /// <summary>The number itself, in the unit named above.</summary>
    public decimal Value => _value;

    /// <summary>True only for <c>default</c>, which no price can be.</summary>
    public bool IsDefault => _value == 0;

    /// <summary>The next multiple of <paramref name="step"/> at or below this price; false when that would be zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is not above zero.</exception>
    public bool TryFloorToStep(decimal step, out Price floored) => TryCreate(DecimalBounds.Floor(_value, step), out floored, out _);

    /// <summary>The next multiple of <paramref name="step"/> at or below this price.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is not above zero.</exception>
    /// <exception cref="ArgumentException">The price is below one step.</exception>
    public Price FloorToStep(decimal step) => Create(DecimalBounds.Floor(_value, step));

    /// <summary>The nearest multiple of <paramref name="tick"/>; ties (and directed modes) as <paramref name="mode"/> says.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tick is not above zero.</exception>
    /// <exception cref="ArgumentException">The result would be zero.</exception>
    public Price RoundToTick(decimal tick, MidpointRounding mode) => Create(DecimalBounds.Round(_value, tick, mode));

    /// <summary>The price in <see cref="Units"/>, and 0 for none; false when it does not fit.</summary>
    internal static bool TryReadUnits(in Price? price, out ulong units)
    {
        units = 0;
        return !price.HasValue || Units.TryReadPositive(Nullable.GetValueRefOrDefaultRef(in price)._value, out units);
    }

    /// <summary>Averages carry as many digits as decimal has left: a great one cannot keep all 18 decimals.</summary>
    internal static Price FromQuotient(decimal value) => new(value);

    /// <summary>What this quantity costs at this price, in the quote asset.</summary>
    /// <exception cref="OverflowException">The product leaves the range of decimal.</exception>
    public static Notional operator *(Price price, Quantity quantity) => Notional.FromProduct(price._value * quantity.Value);

    /// <summary>Makes a value, or throws for a number that is out of bounds (a programmer's mistake).</summary>
    /// <exception cref="ArgumentException">The number breaks a bound; the message names it.</exception>
    public static Price Create(decimal value) =>
        TryCreate(value, out var made, out var reason) ? made : throw new ArgumentException(reason, nameof(value));

    /// <summary>Makes a value, or says which bound the number breaks.</summary>
    public static bool TryCreate(decimal value, out Price made, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? reason)
    {
        reason = value <= 0 ? FormattableString.Invariant($"Price {value} must be above 0.") : DecimalBounds.Check("Price", value);
        made = reason is null ? new Price(value) : default;
        return reason is null;
    }

    /// <summary>Reads plain invariant notation ("123.45"); no exponents, no thousands separators, no blanks.</summary>
    public static bool TryParse(string? text, out Price made, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? reason)
    {
        if (DecimalBounds.TryRead(text, out var value))
            return TryCreate(value, out made, out reason);
        made = default;
        reason = $"Price '{text}' is not a decimal number.";
        return false;
    }

    /// <inheritdoc/>
    public int CompareTo(Price other) => _value.CompareTo(other._value);

    /// <summary>Invariant plain notation; <c>TryParse</c> reads it back.</summary>
    public override string ToString() => _value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Less than.</summary>
    public static bool operator <(Price left, Price right) => left._value < right._value;

    /// <summary>Less than or equal.</summary>
    public static bool operator <=(Price left, Price right) => left._value <= right._value;

    /// <summary>Greater than.</summary>
    public static bool operator >(Price left, Price right) => left._value > right._value;

    /// <summary>Greater than or equal.</summary>
    public static bool operator >=(Price left, Price right) => left._value >= right._value;
}
