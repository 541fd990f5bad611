using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Positions;
using Bot3.Messaging.Domain.Values;
using CsCheck;

namespace Bot3.Messaging.Domain.Tests.Positions;

public class PositionTests
{
    private static readonly Position Flat = Position.Empty(Some.Account, Some.Strategy, Some.Symbol);

    private static readonly Gen<Fill> AnyFill = Gen.Select(
        Gen.Bool, Gen.Int[1, 1_000_000], Gen.Int[1, 100_000], Gen.Int[0, 3], Gen.Int[-3, 9]).Select((isBuy, price, quantity, asset, fee) =>
        Of(
            isBuy ? Side.Buy : Side.Sell,
            price / 100m,
            quantity / 1_000m,
            asset == 0 ? 0 : quantity / 1_000_000m * fee,
            asset switch { 1 => Some.Btc, 2 => Some.Usdt, 3 => Some.Bnb, _ => null }));

    private static Fill Of(Side side, decimal price, decimal quantity, decimal fee = 0, AssetCode? feeAsset = null) => new()
    {
        Venue = Some.Venue,
        Symbol = Some.Symbol,
        TradeId = TradeId.Create("1"),
        OrderId = Some.OrderId,
        AccountId = Some.Account,
        StrategyId = Some.Strategy,
        Side = side,
        Price = Price.Create(price),
        Quantity = Quantity.Create(quantity),
        Fee = fee,
        FeeAsset = feeAsset,
        IsMaker = false,
        OccurredAt = Some.Time,
    };

    [Fact]
    public void Position_BoughtTwiceAndPartlySold_RealisesAgainstTheAverage()
    {
        var position = Flat.Apply(Of(Side.Buy, 100, 1)).Apply(Of(Side.Buy, 110, 1)).Apply(Of(Side.Sell, 120, 1));
        Assert.Equal((1m, 105m, 15m), (position.NetQuantity, position.AverageEntry, position.RealisedProfit));
        var result = ProfitAndLoss.At(position, Price.Create(125));
        Assert.Equal((15m, 20m, 35m), (result.Realised.Value, result.Unrealised.Value, result.Total.Value));
        Assert.Equal((3, Some.Time), (position.FillCount, position.UpdatedAt));
    }

    [Fact]
    public void Position_SoldThroughZero_OpensTheOtherWay()
    {
        var position = Flat.Apply(Of(Side.Buy, 100, 1)).Apply(Of(Side.Sell, 120, 3));
        Assert.Equal((-2m, 120m, 20m), (position.NetQuantity, position.AverageEntry, position.RealisedProfit));
        var closed = position.Apply(Of(Side.Buy, 110, 2));
        Assert.True(closed.IsFlat);
        Assert.Equal((40m, null, 0m), (closed.RealisedProfit, closed.AverageEntry, closed.OpenCost));
    }

    [Fact]
    public void Fee_InBase_ReducesWhatIsHeld()
    {
        var position = Flat.Apply(Of(Side.Buy, 100, 1, 0.001m, Some.Btc));
        Assert.Equal((0.999m, 100m, 0m), (position.NetQuantity, position.OpenCost, position.RealisedProfit));
        Assert.Equal(0.001m, position.Fees[Some.Btc]);
    }

    [Fact]
    public void Fee_InQuote_ReducesTheResult()
    {
        var position = Flat.Apply(Of(Side.Sell, 100, 1, 0.1m, Some.Usdt));
        Assert.Equal((-1m, -100m, -0.1m), (position.NetQuantity, position.OpenCost, position.RealisedProfit));
    }

    [Fact]
    public void Fee_InAThirdAsset_IsConvertedOrKept()
    {
        var fill = Of(Side.Buy, 100, 1, 0.01m, Some.Bnb);
        var converted = Flat.Apply(fill, Price.Create(600));
        Assert.Equal((-6m, 0.01m, 0m), (converted.RealisedProfit, converted.Fees[Some.Bnb], converted.UnconvertedFees[Some.Bnb]));
        var kept = Flat.Apply(fill);
        Assert.Equal((0m, 0.01m, 0.01m), (kept.RealisedProfit, kept.Fees[Some.Bnb], kept.UnconvertedFees[Some.Bnb]));
    }

    [Fact]
    public void Position_AnyFills_KeepsTheCashFlowIdentityAndTheSumOfFills() => AnyFill.Array[0, 12].Sample(fills =>
    {
        var position = Flat;
        var (cash, held) = (0m, 0m);
        foreach (var fill in fills)
        {
            position = position.Apply(fill, Price.Create(2));
            var sign = fill.Side is Side.Buy ? 1 : -1;
            held += sign * fill.Quantity.Value;
            cash -= sign * fill.Quantity.Value * fill.Price.Value;
            held -= fill.FeeAsset == Some.Btc ? fill.Fee : 0;
            cash -= fill.FeeAsset == Some.Usdt ? fill.Fee : fill.FeeAsset == Some.Bnb ? fill.Fee * 2 : 0;
        }

        var mark = Price.Create(77);
        return position.NetQuantity == held
            && position.RealisedProfit - position.OpenCost == cash
            && ProfitAndLoss.At(position, mark).Total.Value == cash + (held * 77)
            && (!position.IsFlat || position.OpenCost == 0);
    });

    [Fact]
    public void Rebuild_FromFills_EqualsStepByStep() => AnyFill.Array[0, 12].Sample(fills =>
    {
        var steps = fills.Aggregate(Flat, (position, fill) => position.Apply(fill, Price.Create(3)));
        return Position.Rebuild(Some.Account, Some.Strategy, Some.Symbol, fills, _ => Price.Create(3)) == steps;
    });

    [Fact]
    public void Take_AnyFills_ChangesInPlaceWhatApplyGives() => Gen.Select(AnyFill, Gen.Bool).Array[0, 12].Sample(fills =>
    {
        var (applied, taken) = (Flat, Flat);
        foreach (var (fill, isPriced) in fills)
        {
            var before = taken;
            applied = applied.Apply(fill, isPriced ? Price.Create(3) : null);
            taken.Take(fill, isPriced ? Price.Create(3) : null);
            if (taken != applied || before == taken)
                return false;
        }

        return true;
    });

    [Fact]
    public void Take_ThatFails_LeavesThePositionAsItWas()
    {
        var position = Flat.Apply(Of(Side.Buy, 100, 1, 7, Some.Bnb));
        var before = position;
        Assert.Throws<OverflowException>(() => position.Take(Of(Side.Buy, 9_000_000_000_000_000_000_000_000_000m, 9)));
        Assert.Throws<OverflowException>(() => position.Take(Of(Side.Buy, 100, 1, decimal.MaxValue, Some.Bnb)));
        Assert.Throws<OverflowException>(() => position.Take(Of(Side.Buy, 100, 1, decimal.MaxValue / 2, Some.Bnb), Price.Create(600)));
        Assert.Throws<ArgumentException>(() => position.Take(Of(Side.Buy, 1, 0)));
        Assert.Equal(before, position);
    }

    [Fact]
    public void Apply_FillThatCannotBe_SaysWhy()
    {
        var other = Of(Side.Buy, 1, 1) with { StrategyId = StrategyId.Create("other") };
        Refused(other, "Fill 1 is not of main, momentum-1, BTC/USDT.");
        Refused(Of(Side.Buy, 1, 0), "Fill 1 has no quantity.");
        Refused(Of(Side.Buy, 1, 1, 0.1m), "Fill 1 has a fee without an asset.");
        Refused(Of(Side.Buy, 1, 1, 1, Some.Btc), "Fill 1 has a fee as large as its quantity.");
    }

    private static void Refused(Fill fill, string expected) => Assert.StartsWith(
        expected, Assert.Throws<ArgumentException>(() => Flat.Apply(fill)).Message, StringComparison.Ordinal);
}
