using Bot3.Messaging.Domain.Values;
using CsCheck;

namespace Bot3.Messaging.Domain.Tests.Values;

public class AmountTests
{
    // Up to 9 digits before and 8 after the point: the range of real orders.
    private static readonly Gen<decimal> Amount = Gen.Long[1, 99_999_999_999_999_999].Select(units => units / 100_000_000m);

    [Fact]
    public void Price_ParseOfFormat_IsIdentity() => Amount.Select(Price.Create).Sample(price =>
        Price.TryParse(price.ToString(), out var again, out _) && again == price && again.GetHashCode() == price.GetHashCode());

    [Fact]
    public void Quantity_AddThenSubtract_IsIdentity() => Gen.Select(Amount, Amount).Sample((a, b) =>
    {
        var (left, right) = (Quantity.Create(a), Quantity.Create(b));
        return (left + right).TrySubtract(right, out var back) && back == left;
    });

    [Fact]
    public void Notional_AddThenSubtract_IsIdentity() => Gen.Select(Amount, Amount).Sample((a, b) =>
    {
        var (left, right) = (Notional.Create(-a), Notional.Create(b));
        return left + right - right == left && -(-left) == left && left.Abs().Value == a;
    });

    [Fact]
    public void Floor_AnyStep_IsAMultipleNotAboveAndLessThanAStepAway() => Gen.Select(Amount, Amount).Sample((a, step) =>
    {
        var floored = Quantity.Create(a).FloorToStep(step);
        return floored.Value <= a && a - floored.Value < step && floored.Value % step == 0;
    });

    [Fact]
    public void Ordering_AnyTwo_IsTotal() => Gen.Select(Amount, Amount).Sample((a, b) =>
    {
        var (p, q) = (Price.Create(a), Price.Create(b));
        return (p < q ? 1 : 0) + (p > q ? 1 : 0) + (p == q ? 1 : 0) == 1
            && p <= q == !(p > q) && p >= q == !(p < q) && p.CompareTo(q) == -q.CompareTo(p);
    });

    [Fact]
    public void PriceTimesQuantity_IsExact() => Gen.Select(Amount, Amount).Sample((a, b) =>
        (Price.Create(a) * Quantity.Create(b)).Value == a * b);

    [Theory]
    [InlineData("0", "Price 0 must be above 0.")]
    [InlineData("-1.5", "Price -1.5 must be above 0.")]
    [InlineData("0.1234567890123456789", "Price 0.1234567890123456789 has more than 18 decimals.")]
    [InlineData("12345678901234567890123456789", "Price 12345678901234567890123456789 has more than 28 significant digits.")]
    [InlineData("1e5", "Price '1e5' is not a decimal number.")]
    [InlineData(" 1", "Price ' 1' is not a decimal number.")]
    [InlineData("1,000", "Price '1,000' is not a decimal number.")]
    [InlineData(null, "Price '' is not a decimal number.")]
    public void Price_BadText_SaysWhy(string? text, string expected)
    {
        Assert.False(Price.TryParse(text, out var price, out var reason));
        Assert.Equal(expected, reason);
        Assert.True(price.IsDefault);
    }

    [Fact]
    public void Price_ManyTrailingZeros_CountsOnlyDigitsThatMean()
    {
        Assert.Equal(1.5m, Price.Create(1.5000000000000000000000000000m).Value);
    }

    [Fact]
    public void Quantity_Negative_Throws()
    {
        var error = Assert.Throws<ArgumentException>(() => Quantity.Create(-1));
        Assert.StartsWith("Quantity -1 must be 0 or more.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Quantity_SubtractMoreThanThereIs_Fails()
    {
        Assert.False(Quantity.Create(1).TrySubtract(Quantity.Create(1.1m), out var rest));
        Assert.True(rest.IsZero);
        Assert.Equal(Quantity.Zero, default);
    }

    [Theory]
    [InlineData("10.05", MidpointRounding.ToEven, "10.0")]
    [InlineData("10.15", MidpointRounding.ToEven, "10.2")]
    [InlineData("10.05", MidpointRounding.AwayFromZero, "10.1")]
    [InlineData("10.09", MidpointRounding.ToZero, "10.0")]
    [InlineData("10.09", MidpointRounding.ToNegativeInfinity, "10.0")]
    [InlineData("10.01", MidpointRounding.ToPositiveInfinity, "10.1")]
    [InlineData("10.04", MidpointRounding.ToEven, "10.0")]
    [InlineData("10.06", MidpointRounding.ToEven, "10.1")]
    [InlineData("10.1", MidpointRounding.ToPositiveInfinity, "10.1")]
    public void Price_RoundToTick_FollowsTheMode(string text, MidpointRounding mode, string expected)
    {
        Assert.True(Price.TryParse(text, out var price, out _));
        Assert.True(Price.TryParse(expected, out var rounded, out _));
        Assert.Equal(rounded, price.RoundToTick(0.1m, mode));
    }

    [Fact]
    public void Price_FloorBelowOneStep_IsNoPrice()
    {
        var price = Price.Create(0.4m);
        Assert.False(price.TryFloorToStep(0.5m, out _));
        Assert.Throws<ArgumentException>(() => price.FloorToStep(0.5m));
        Assert.Equal(0.4m, price.FloorToStep(0.2m).Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => price.FloorToStep(0));
    }
}
