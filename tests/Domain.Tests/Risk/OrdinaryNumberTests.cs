using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Risk;
using Bot3.Messaging.Domain.Values;
using CsCheck;

namespace Bot3.Messaging.Domain.Tests.Risk;

public class OrdinaryNumberTests
{
    private static readonly decimal[] Edges =
    [
        0, 1, -1, 0.000000000000000001m, 0.0000000000000000001m, 9_999_999_999.99m, 10_000_000_000m, 10_000_000_000.00m, 10_000_000_000.01m,
        1_844_674_407.3709551615m, 10_000_000_000_000m, 10_000_000_000_000.1m, 18_446_744_073_709_551_615m, decimal.MaxValue, decimal.MinValue,
    ];

    private static readonly Gen<decimal> Number = Gen.OneOf(
        Gen.Int[0, Edges.Length - 1].Select(index => Edges[index]),
        Gen.Select(Gen.Long, Gen.Int[0, 28]).Select((digits, scale) =>
            new decimal((int)digits, (int)(digits >> 32), 0, digits < 0 && scale % 3 == 0, (byte)scale)));

    // The rules one by one, without the glance that spares ordinary numbers.
    [Fact]
    public void CheckNumbers_AnyNumbers_FindsWhatTheRulesFind() => Gen.Select(
        Number, Number.Nullable(), Number.Nullable(), Number.Nullable(), Number.Nullable()).Sample(
        (quantity, limit, trigger, stop, profit) =>
        {
            var request = new RiskRequest
            {
                OrderId = Some.OrderId,
                StrategyId = Some.Strategy,
                AccountId = Some.Account,
                Venue = Some.Venue,
                Symbol = Some.Symbol,
                Side = Side.Buy,
                Type = OrderType.Limit,
                Quantity = quantity,
                LimitPrice = limit,
                TriggerPrice = trigger,
                StopLoss = stop,
                TakeProfit = profit,
            };
            Findings<RiskVerdict> found = default;
            foreach (var rule in RiskPolicy.Rules.OfType<NumberRule>())
                rule.Check(request, ref found);
            return found.All.SequenceEqual(RiskPolicy.CheckNumbers(request));
        },
        iter: 20_000);

    [Fact]
    public void CheckNumbers_AtTheEdges_FindsWhatTheRulesFind() => Assert.Equal(
        [true, true, false], new[] { 0.01m, 10_000_000_000m, 10_000_000_000.01m }.Select(price => RiskPolicy.CheckNumbers(new RiskRequest
        {
            OrderId = Some.OrderId,
            StrategyId = Some.Strategy,
            AccountId = Some.Account,
            Venue = Some.Venue,
            Symbol = Some.Symbol,
            Side = Side.Buy,
            Type = OrderType.Limit,
            Quantity = 1,
            LimitPrice = price,
        }).Count == 0));
}
