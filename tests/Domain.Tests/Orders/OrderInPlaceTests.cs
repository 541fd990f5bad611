using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;
using CsCheck;

namespace Bot3.Messaging.Domain.Tests.Orders;

/// <summary>An order changes in place; what was copied from it does not.</summary>
public class OrderInPlaceTests
{
    private static Order Working() => Some.Order(1_000).After(new OrderEvent.RiskApproved(Some.Time), Some.Accepted());

    [Fact]
    public void Apply_ThatOverflows_LeavesTheOrderAsItWas()
    {
        var order = Some.Order().After(new OrderEvent.RiskApproved(Some.Time), Some.Fill("1", 1, 100, 7, Some.Bnb));
        var before = order with { };
        Assert.Throws<OverflowException>(() => order.Apply(Some.Fill("2", 9, 9_000_000_000_000_000_000_000_000_000m)));
        Assert.Throws<OverflowException>(() => order.Apply(Some.Fill("2", 1, 100, decimal.MaxValue, Some.Bnb)));
        Assert.Equal(before, order);
        Assert.Equal(TransitionOutcome.Applied, order.Apply(Some.Fill("2", 1)).Outcome);
    }

    // Copies share memory; each must see its own trades only, whichever of them goes on first.
    [Fact]
    public void Copies_ThatGoTheirOwnWays_DoNotSeeEachOther() => Gen.Select(Gen.Int[0, 2], Gen.Int[0, 40]).Array[0, 30].Sample(moves =>
    {
        List<(Order Order, List<string> Trades)> copies = [(Working(), [])];
        foreach (var (what, number) in moves)
        {
            var (order, trades) = copies[number % copies.Count];
            if (what == 0)
                copies.Add((order with { }, [.. trades]));
            var trade = $"t{number}";
            var expected = trades.Contains(trade) ? TransitionOutcome.Duplicate : TransitionOutcome.Applied;
            if (order.Apply(Some.Fill(trade, 1)).Outcome != expected)
                return false;
            if (expected is TransitionOutcome.Applied)
                trades.Add(trade);
        }

        return copies.TrueForAll(copy => copy.Order.FilledQuantity.Value == copy.Trades.Count
            && copy.Order.Trades.Trades.Select(trade => trade.Value).SequenceEqual(copy.Trades));
    });

    [Fact]
    public void Trades_OfAnOrderWithoutAny_AreAnEmptyList()
    {
        Assert.Equal([], AppliedTrades.None.Trades.ToList());
        var again = Order.FromSnapshot(Some.Order().ToSnapshot());
        Assert.Empty(again.ToSnapshot().TradeIds);
        Assert.Equal(Some.Order(), again);
    }

    [Fact]
    public void Trades_FarBeyondTheBound_AreTheLastOnes()
    {
        var names = Enumerable.Range(0, (3 * AppliedTrades.CountMax) + 7).Select(number => TradeId.Create($"t{number}")).ToList();
        var trades = AppliedTrades.None;
        foreach (var name in names)
            trades = trades.Add(name);
        Assert.Equal(names[^AppliedTrades.CountMax..], trades.Trades);
        Assert.True(trades.Contains(names[^AppliedTrades.CountMax]));
        Assert.False(trades.Contains(names[^(AppliedTrades.CountMax + 1)]));
        Assert.Equal(trades, AppliedTrades.From(names));
        Assert.Equal(trades.GetHashCode(), AppliedTrades.From(names).GetHashCode());
    }

    // Against a plain dictionary.
    [Fact]
    public void Amounts_AnyAdditions_AreTheSumsByAsset() => Gen.Select(Gen.Int[0, 3], Gen.Int[-2, 2]).Array[0, 20].Sample(additions =>
    {
        SortedDictionary<string, decimal> model = new(StringComparer.Ordinal);
        var (amounts, taken) = (AssetAmounts.Empty, AssetAmounts.Empty);
        foreach (var (asset, amount) in additions)
        {
            var code = AssetCode.Create($"A{asset}");
            amounts = amounts.Add(code, amount);
            taken.Take(code, amount);
            model[code.Value] = model.GetValueOrDefault(code.Value) + amount;
            if (model[code.Value] == 0)
                model.Remove(code.Value);
        }

        var again = AssetAmounts.From(model.Reverse());
        return amounts.ByAsset.SequenceEqual(model) && amounts == again && amounts == taken && amounts.GetHashCode() == again.GetHashCode()
            && !(amounts != again) && Enumerable.Range(0, 4).All(asset =>
                amounts[AssetCode.Create($"A{asset}")] == model.GetValueOrDefault($"A{asset}"));
    });

    [Fact]
    public void Amounts_InText_ListAssetsInOrder()
    {
        Assert.Equal("BNB 0.1, USDT 2", AssetAmounts.Empty.Add(Some.Usdt, 2).Add(Some.Bnb, 0.1m).ToString());
        Assert.Throws<ArgumentException>(() => AssetAmounts.Empty.Add(default, 1));
    }
}
