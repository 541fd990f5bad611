using System.Numerics;
using Bot3.Messaging.Domain.Exchange;
using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;
using CsCheck;

namespace Bot3.Messaging.Domain.Tests.Exchange;

/// <summary>What a glance in integers calls kept is kept in decimals.</summary>
public class OrderGlanceTests
{
    // Few digits, so that bounds, steps and products meet exactly; and now and then what no glance can take.
    private static readonly Gen<decimal> Small = Gen.Select(Gen.Int[0, 60], Gen.Int[0, 2]).Select(
        (digits, scale) => new decimal(digits, 0, 0, false, (byte)scale));

    private static readonly Gen<decimal> Odd = Gen.OneOf(
        OneOf<decimal>(-1, 46_116_860_184.27387904m, 46_116_860_184.27387903m, decimal.MaxValue, 0.000000001m),
        Gen.Select(Gen.Int, Gen.Int, Gen.Bool, Gen.Int[0, 12]).Select(
            (low, middle, negative, scale) => new decimal(low, middle & 0x7FFF_FFFF, 0, negative, (byte)scale)));

    private static readonly Gen<decimal> Number = Gen.Frequency((9, Small), (1, Odd));

    private static readonly Gen<SymbolFilter> Filter = Gen.Select(Gen.Int[0, 11], Number, Number, Number, Gen.Bool, Gen.Bool).Select(
        (kind, low, high, step, first, second) => (SymbolFilter)(kind switch
        {
            0 => new PriceFilter(low, high, step),
            1 => new LotSizeFilter(low, high, step),
            2 => new MarketLotSizeFilter(low, high, step),
            3 => new PercentPriceFilter(low, high),
            4 => new PercentPriceBySideFilter(low, high, step, high),
            5 => new MinNotionalFilter(low * 0.01m, first),
            6 => new NotionalFilter(low * 0.01m, first, high, second),
            7 => new MaxPositionFilter(high),
            8 => new MaxNumOrdersFilter((int)(high % 10)),
            9 => new MaxNumAlgoOrdersFilter((int)(high % 10)),
            10 => new IcebergPartsFilter((int)(high % 10)),
            _ => new TrailingDeltaFilter(1, 5, 2, 4),
        }));

    private static readonly Gen<CandidateOrder> Order = Gen.Select(
        Gen.Bool, Gen.Enum<OrderType>(), Number, Number.Nullable(), Number.Nullable(), Number.Nullable(0.9), Gen.Int[0, 6].Nullable(0.9)).Select(
        (isBuy, type, quantity, limit, trigger, iceberg, delta) => new CandidateOrder
        {
            Side = isBuy ? Side.Buy : Side.Sell,
            Type = type,
            Quantity = quantity,
            LimitPrice = limit,
            TriggerPrice = trigger,
            IcebergQuantity = iceberg,
            TrailingDelta = delta,
        });

    private static readonly Gen<MarketReference> Market = Gen.Select(Number.Nullable(), Gen.Int[0, 9], Gen.Int[0, 9], Number, Number).Select(
        (price, orders, triggers, held, bought) => new MarketReference
        {
            Price = price, OpenOrders = orders, OpenTriggerOrders = triggers, BaseBalance = held, OpenBuyQuantity = bought,
        });

    [Fact]
    public void Rules_AnyOrder_FindWhatTheDecimalsOfTheirFiltersFind()
    {
        var (kept, broken) = (0, 0);
        Gen.Select(Filter.Array[1, 2], Order, Market).Sample(
            (filters, order, market) =>
            {
                var rules = new SymbolRules(Some.Venue, Some.Symbol, "BTCUSDT", SymbolStatus.Trading, [.. filters]);
                var expected = Attempt(() => [.. filters.SelectMany(filter => filter.Check(order, market))]);
                if (new OrderGlance(order, market) is { IsReadable: true } glance)
                    Interlocked.Increment(ref rules.AreSurelyKept(glance) ? ref kept : ref broken);
                // What decimals cannot multiply, a glance does not take: it fails alike.
                return Attempt(() => rules.Check(order, market)) == expected;
            },
            iter: 30_000);
        Assert.True(kept > 1_000 && broken > 1_000, $"{kept} kept and {broken} broken prove little.");
    }

    [Fact]
    public void Units_AnyDecimal_AreItsExactMultipleOrNone() => Gen.OneOf(Number, Odd).Sample(
        value =>
        {
            var exact = new BigInteger(value) * 100_000_000 + new BigInteger((value % 1) * 100_000_000);
            var fits = !decimal.IsNegative(value) && value.Scale <= 8 && exact < BigInteger.One << 62;
            return Units.TryRead(value, out var units) ? fits && units == exact : !fits;
        },
        iter: 20_000);

    private static string Attempt(Func<IReadOnlyList<FilterBreach>> check)
    {
        try
        {
            return string.Join('\n', check().Select(breach => breach.ToString()));
        }
        catch (OverflowException e)
        {
            return e.GetType().Name;
        }
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
