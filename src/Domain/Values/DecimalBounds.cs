using System.Globalization;

namespace Bot3.Messaging.Domain.Values;

/// <summary>The bounds and the grid arithmetic that all amounts share.</summary>
internal static class DecimalBounds
{
    /// <summary>The finest asset precision seen at a venue (18 decimals, as ether).</summary>
    public const int ScaleMax = 18;

    private const decimal MagnitudeMax = 9_999_999_999_999_999_999_999_999_999m;

    /// <summary>The broken bound in words, or null.</summary>
    public static string? Check(string name, decimal value) =>
        // 64 bits are at most 20 digits, before and after the point together: almost every number is done with this.
        value.Scale <= ScaleMax && Word.TryRead(value, out _) ? null : CheckDigits(name, value);

    // Counts what decimal does not tell; divides, and is therefore slow.
    private static string? CheckDigits(string name, decimal value)
    {
        if (value.Scale > ScaleMax && Trim(value).Scale > ScaleMax)
            return FormattableString.Invariant($"{name} {value} has more than {ScaleMax} decimals.");
        return value is > MagnitudeMax or < -MagnitudeMax || Trim(value).Scale + IntegerDigits(value) > 28
            ? FormattableString.Invariant($"{name} {value} has more than 28 significant digits.")
            : null;
    }

    /// <summary>The value without trailing zeros: the same number, the smallest scale.</summary>
    public static decimal Trim(decimal value) => value / 1.0000000000000000000000000000m;

    /// <summary>Reads plain invariant notation.</summary>
    public static bool TryRead(string? text, out decimal value) => decimal.TryParse(
        text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    /// <summary>True when the value is a whole multiple of the step.</summary>
    public static bool IsMultiple(decimal value, decimal step)
    {
        if (Word.TryRead(value, out var number) && Word.TryRead(step, out var grid))
        {
            var scale = Math.Max(number.Scale, grid.Scale);
            if (number.TryWiden(scale, out var units) && grid.TryWiden(scale, out var unitsPerStep))
                return units % unitsPerStep == 0;
        }

        return value % step == 0;
    }

    /// <summary>The greatest multiple of the step that is not above a value of zero or more.</summary>
    public static decimal Floor(decimal value, decimal step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        // The remainder is exact for decimals; a quotient would round.
        return value - (value % step);
    }

    /// <summary>The multiple of the step that the mode picks for a value of zero or more.</summary>
    public static decimal Round(decimal value, decimal step, MidpointRounding mode)
    {
        var below = Floor(value, step);
        var rest = value - below;
        if (rest == 0)
            return below;
        var above = below + step;
        return mode switch
        {
            MidpointRounding.ToZero or MidpointRounding.ToNegativeInfinity => below,
            MidpointRounding.ToPositiveInfinity => above,
            _ when rest * 2 < step => below,
            _ when rest * 2 > step => above,
            MidpointRounding.AwayFromZero => above,
            MidpointRounding.ToEven => IsMultiple(below, step * 2) ? below : above,
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Not a rounding mode."),
        };
    }

    private static int IntegerDigits(decimal value)
    {
        var rest = decimal.Truncate(Math.Abs(value));
        var digits = 0;
        for (; rest >= 1; rest = decimal.Truncate(rest / 10))
            digits++;
        return digits;
    }
}
