namespace Bot3.Messaging.Domain.Values;

/// <summary>Decimals of zero or more as whole units of 10^-8, in 62 bits: prices and quantities of nearly every venue fit.</summary>
/// <remarks>
/// Sums of up to four fit 64 bits, and so do sums of as many products of two, in units of 10^-16, 128 bits: nobody need ask for
/// overflow. What does not fit (finer than 10^-8, or from 46 billion on) stays with decimal.
/// </remarks>
internal static class Units
{
    /// <summary>The number 1.</summary>
    public const ulong One = 100_000_000;

    private const ulong End = 1UL << 62;

    private const int Scale = 8;

    /// <summary>The number in units; false when it is negative or does not fit.</summary>
    public static bool TryRead(in decimal value, out ulong units)
    {
        units = 0;
        return Word.TryRead(value, out var word) && word.Scale <= Scale && word.TryWiden(Scale, out units) && units < End;
    }

    /// <summary>The number in units; false when there is none, it is negative or does not fit.</summary>
    /// <remarks>By reference, as <see cref="Word.TryRead"/> says: the value of a nullable decimal that is copied twice is slow to read.</remarks>
    public static bool TryRead(in decimal? value, out ulong units)
    {
        units = 0;
        return value.HasValue && TryRead(Nullable.GetValueRefOrDefaultRef(in value), out units);
    }

    /// <summary>Sign and size of the number; false when it does not fit.</summary>
    public static bool TryReadSigned(in decimal value, out bool isNegative, out ulong units)
    {
        isNegative = decimal.IsNegative(value);
        return isNegative ? TryRead(-value, out units) : TryRead(value, out units);
    }

    /// <summary>The number in units; false when it is not above zero or does not fit.</summary>
    public static bool TryReadPositive(in decimal value, out ulong units) => TryRead(value, out units) && units > 0;

    /// <summary>The number in units, and 0 for none; false when a number is there that is not above zero or does not fit.</summary>
    public static bool TryReadPositive(in decimal? value, out ulong units)
    {
        units = 0;
        return !value.HasValue || TryReadPositive(Nullable.GetValueRefOrDefaultRef(in value), out units);
    }
}
