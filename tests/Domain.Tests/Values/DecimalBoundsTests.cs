using System.Globalization;
using Bot3.Messaging.Domain.Exchange;
using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;
using CsCheck;

namespace Bot3.Messaging.Domain.Tests.Values;

/// <summary>The quick ways of amounts give the answers of the slow ones.</summary>
public class DecimalBoundsTests
{
    // Any decimal: all mantissas of 96 bits with a preference for short ones, all scales, trailing zeros, both signs.
    private static readonly Gen<decimal> Any = Gen.Select(
        Gen.Int, Gen.Int, Gen.Int, Gen.Int[0, 3], Gen.Bool, Gen.Int[0, 28], Gen.Int[0, 4]).Select(
        (low, middle, high, length, negative, scale, zeros) => Scaled(
            new decimal(low, length > 1 ? middle : 0, length > 2 ? high : 0, negative, (byte)scale), zeros));

    private static readonly Gen<decimal> Small = Gen.Select(Gen.Int[0, 2_000], Gen.Int[0, 6]).Select(
        (units, scale) => new decimal(units, 0, 0, false, (byte)scale));

    [Fact]
    public void Check_AnyDecimal_CountsTheDigitsThatMean() => Any.Sample(
        value =>
        {
            var text = Math.Abs(value).ToString(CultureInfo.InvariantCulture);
            var (whole, fraction) = text.Split('.') is [var left, var right] ? (left, right.TrimEnd('0')) : (text, "");
            var fits = fraction.Length <= 18 && whole.TrimStart('0').Length + fraction.Length <= 28;
            return Notional.TryCreate(value, out _, out _) == fits;
        },
        iter: 20_000);

    [Fact]
    public void Filter_AnyNumbers_KeepsBoundsAndStepLikePlainDecimals() => Gen.Select(
        Gen.OneOf(Small, Any), Gen.OneOf(Small, Any), Gen.OneOf(Small, Any), Gen.OneOf(Small, Any)).Sample(
        (actual, min, max, step) =>
        {
            var order = new CandidateOrder { Side = Side.Buy, Type = OrderType.Market, Quantity = actual };
            var expected = (min > 0 && actual < min ? 1 : 0) + (max > 0 && actual > max ? 1 : 0) + (step > 0 && actual % step != 0 ? 1 : 0);
            var rules = new SymbolRules(Some.Venue, Some.Symbol, "BTCUSDT", SymbolStatus.Trading, [new LotSizeFilter(min, max, step)]);
            return rules.Check(order, MarketReference.None).Count == expected;
        },
        iter: 20_000);

    private static decimal Scaled(decimal value, int zeros)
    {
        for (; zeros > 0 && Math.Abs(value) < 1_000_000_000 && value.Scale < 28; zeros--)
            value *= 1.0m;
        return value;
    }
}
