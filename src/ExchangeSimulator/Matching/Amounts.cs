using System.Globalization;

namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>Arithmetic of asset amounts: every asset has 8 decimals, and rounding is always named.</summary>
internal static class Amounts
{
    public const int Decimals = 8;

    private const decimal Scale = 100_000_000m;

    public static decimal Truncate(decimal amount) => decimal.Truncate(amount * Scale) / Scale;

    public static decimal RoundUp(decimal amount) => decimal.Ceiling(amount * Scale) / Scale;

    public static decimal FloorToStep(decimal amount, decimal step) => decimal.Floor(amount / step) * step;

    /// <summary>Fixed 8 decimals, as the venue prints all amounts.</summary>
    public static string Text(decimal amount) => amount.ToString("F8", CultureInfo.InvariantCulture);
}
