namespace Bot3.Messaging.Domain.Values;

/// <summary>A decimal whose digits fit 64 bits, taken apart: mantissa / 10^scale, without its sign.</summary>
/// <remarks>Integer arithmetic on it is several times as fast as that of decimal; what does not fit stays with decimal.</remarks>
/// <param name="Mantissa">All digits, without the point.</param>
/// <param name="Scale">How many of them stand after the point; 0 to 28.</param>
internal readonly record struct Word(ulong Mantissa, int Scale)
{
    private static readonly ulong[] Powers = MakePowers();

    /// <summary>10 to the power of 0 to 19.</summary>
    public static ulong PowerOfTen(int exponent) => Powers[exponent];

    /// <summary>Takes a decimal apart; false when its digits do not fit.</summary>
    public static bool TryRead(decimal value, out Word word)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        word = new Word((uint)parts[0] | ((ulong)(uint)parts[1] << 32), value.Scale);
        return parts[2] == 0;
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
