using System.Runtime.CompilerServices;

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

    private const int Scale = 8;

    // By the decimals of a number: how many units its last digit is, and the most digits that fit, 2^62 - 1 units.
    private static ReadOnlySpan<ulong> UnitsPerDigit => [100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

    private static ReadOnlySpan<ulong> DigitsMax =>
    [
        46_116_860_184, 461_168_601_842, 4_611_686_018_427, 46_116_860_184_273, 461_168_601_842_738, 4_611_686_018_427_387,
        46_116_860_184_273_879, 461_168_601_842_738_790, 4_611_686_018_427_387_903,
    ];

    /// <summary>The number in units; false when it is negative or does not fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(in decimal value, out ulong units) => TryReadSigned(value, out var isNegative, out units) && !isNegative;

    /// <summary>Sign and size of the number in units; false when it does not fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryReadSigned(in decimal value, out bool isNegative, out ulong units)
    {
        if (!Word.TryReadSigned(value, Scale, out isNegative, out var word) || word.Mantissa > DigitsMax[word.Scale])
        {
            units = 0;
            return false;
        }

        units = word.Mantissa * UnitsPerDigit[word.Scale];
        return true;
    }

    /// <summary>The number in units; false when there is none, it is negative or does not fit.</summary>
    /// <remarks>By reference, as <see cref="Word"/> is read: the value of a nullable decimal that is copied twice is slow to read.</remarks>
    public static bool TryRead(in decimal? value, out ulong units)
    {
        units = 0;
        return value.HasValue && TryRead(Nullable.GetValueRefOrDefaultRef(in value), out units);
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
