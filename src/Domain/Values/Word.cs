using System.Runtime.CompilerServices;

namespace Bot3.Messaging.Domain.Values;

/// <summary>A decimal of zero or more whose digits fit 64 bits, taken apart: mantissa / 10^scale.</summary>
/// <remarks>Integer arithmetic on it is several times as fast as that of decimal; what does not fit stays with decimal.</remarks>
/// <param name="Mantissa">All digits, without the point.</param>
/// <param name="Scale">How many of them stand after the point; 0 to 28.</param>
internal readonly record struct Word(ulong Mantissa, int Scale)
{
    private static readonly ulong[] Powers = MakePowers();

    // Sign and scale, the third part of the mantissa, its first and second part.
    private static readonly bool IsLayoutKnown =
        Unsafe.BitCast<decimal, UInt128>(new decimal(1, 2, 3, true, 4)) == new UInt128(0x0000_0002_0000_0001, 0x0000_0003_8004_0000);

    /// <summary>10 to the power of 0 to 19.</summary>
    public static ulong PowerOfTen(int exponent) => Powers[exponent];

    /// <summary>Takes a decimal apart; false when it is negative or its digits do not fit.</summary>
    /// <remarks>
    /// Reads the 16 bytes as they lie in memory, because <c>decimal.GetBits</c> costs more than the arithmetic that this is for.
    /// Where they lie otherwise, every decimal counts as one that does not fit.
    /// </remarks>
    public static bool TryRead(decimal value, out Word word)
    {
        var bits = Unsafe.BitCast<decimal, UInt128>(value);
        var flags = (ulong)bits;
        word = new Word((ulong)(bits >> 64), (int)(flags >> 16) & 0xFF);
        // Neither the sign nor a bit of the third part of the mantissa.
        return IsLayoutKnown && (flags & 0xFFFF_FFFF_8000_0000) == 0;
    }

    /// <summary>The mantissa with this many decimals, at least as many as now; false when it does not fit any more.</summary>
    public bool TryWiden(int scale, out ulong mantissa)
    {
        mantissa = 0;
        return scale - Scale < Powers.Length && Math.BigMul(Mantissa, Powers[scale - Scale], out mantissa) == 0;
    }

    private static ulong[] MakePowers()
    {
        var powers = new ulong[20];
        powers[0] = 1;
        for (var exponent = 1; exponent < powers.Length; exponent++)
            powers[exponent] = checked(powers[exponent - 1] * 10);
        return powers;
    }
}
