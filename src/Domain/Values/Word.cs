using System.Runtime.CompilerServices;

namespace Bot3.Messaging.Domain.Values;

/// <summary>A decimal of zero or more whose digits fit 64 bits, taken apart: mantissa / 10^scale.</summary>
/// <remarks>Integer arithmetic on it is several times as fast as that of decimal; what does not fit stays with decimal.</remarks>
/// <param name="Mantissa">All digits, without the point.</param>
/// <param name="Scale">How many of them stand after the point; 0 to 28.</param>
internal readonly record struct Word(ulong Mantissa, int Scale)
{
    private const int ScaleMax = 28;
    private const int ScaleShift = 16;
    private const ulong Sign = 0x8000_0000;

    // Sign and scale, the third part of the mantissa, its first and second part.
    private static readonly bool IsLayoutKnown =
        Unsafe.BitCast<decimal, UInt128>(new decimal(1, 2, 3, true, 4)) == new UInt128(0x0000_0002_0000_0001, 0x0000_0003_8004_0000);

    // Constants, so that the length is known to the compiler and no array is looked up.
    private static ReadOnlySpan<ulong> Powers =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000,
        1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
        100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ];

    /// <summary>10 to the power of 0 to 19.</summary>
    public static ulong PowerOfTen(int exponent) => Powers[exponent];

    /// <summary>Takes a decimal apart; false when it is negative or its digits do not fit.</summary>
    public static bool TryRead(in decimal value, out Word word) =>
        TryReadSigned(value, ScaleMax, out var isNegative, out word) && !isNegative;

    /// <summary>Takes the size of a decimal apart; false when it has more decimals than this, or its digits do not fit.</summary>
    /// <remarks>
    /// Reads the two halves where they lie in memory: <c>decimal.GetBits</c> costs more than the arithmetic that this is for, and so does
    /// a copy that is written in one width and read in another. Where they lie otherwise, every decimal counts as one that does not fit.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryReadSigned(in decimal value, int scaleMax, out bool isNegative, out Word word)
    {
        ref var halves = ref Unsafe.As<decimal, ulong>(ref Unsafe.AsRef(in value));
        var flags = halves & ~Sign;
        isNegative = flags != halves;
        word = new Word(Unsafe.Add(ref halves, 1), (int)(flags >> ScaleShift) & 0xFF);
        // Each bit of the third part of the mantissa makes the flags greater than any scale does.
        return IsLayoutKnown && flags <= (ulong)scaleMax << ScaleShift;
    }
}
