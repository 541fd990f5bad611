namespace Bot3.Messaging.Bot3.Commands.Bench.Measure;

/// <summary>Exact percentiles of a series in milliseconds.</summary>
/// <param name="Count">How many values.</param>
/// <param name="P50">Half of them are at most this.</param>
/// <param name="P90">Nine of ten.</param>
/// <param name="P99">99 of 100.</param>
/// <param name="P999">999 of 1,000.</param>
/// <param name="Max">The greatest.</param>
internal sealed record Percentiles(int Count, double P50, double P90, double P99, double P999, double Max)
{
    /// <summary>Of a series: every value is kept and sorted, nothing is put into buckets.</summary>
    /// <param name="milliseconds">The values.</param>
    public static Percentiles Of(IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToArray();
        return sorted.Length == 0
            ? new Percentiles(0, 0, 0, 0, 0, 0)
            : new Percentiles(sorted.Length, At(sorted, 0.5), At(sorted, 0.9), At(sorted, 0.99), At(sorted, 0.999), sorted[^1]);
    }

    // Nearest rank: the least value that so large a share does not exceed. Never an average of two orders that nobody sent.
    private static double At(double[] sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
}
