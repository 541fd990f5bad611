using Bot3.Messaging.Domain.Risk.Rules;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk;

/// <summary>A glance that spares almost every order the four number rules.</summary>
/// <remarks>
/// Ordinary is above zero, at most the lesser of the greatest quantity and price, with at most 18 decimals, and 64 bits long: no number
/// rule objects to such a number. What is not ordinary may still be right; the rules tell. A property test holds both together.
/// </remarks>
internal static class OrdinaryNumber
{
    // The greatest mantissa by scale. From the tenth decimal on, 64 bits cannot exceed the bound.
    private static readonly ulong[] MantissaMax =
    [
        .. Enumerable.Range(0, DecimalBounds.ScaleMax + 1).Select(scale => scale < 10
            ? (ulong)Math.Min(ulong.MaxValue, NumbersAreOfThisWorld.PriceMax * Word.PowerOfTen(scale)) : ulong.MaxValue),
    ];

    /// <summary>True when every number of the order is ordinary.</summary>
    public static bool AreAll(RiskRequest request) =>
        Is(request.Quantity) && Is(request.LimitPrice) && Is(request.TriggerPrice) && Is(request.StopLoss) && Is(request.TakeProfit);

    private static bool Is(decimal? value) => value is not { } number || Is(number);

    private static bool Is(decimal value) =>
        Word.TryRead(value, out var word) && word.Scale <= DecimalBounds.ScaleMax
        && word.Mantissa - 1 < MantissaMax[word.Scale] && decimal.IsPositive(value);
}
