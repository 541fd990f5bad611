using BenchmarkDotNet.Attributes;
using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Risk;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Benchmarks;

/// <summary>From texts and numbers to an order, and whether its numbers and the venue's filters let it pass.</summary>
public class CreationBenchmarks
{
    private readonly Guid _id = Samples.Id(1);
    private readonly RiskRequest _request = Samples.Request();

    /// <summary>Every id checked, the symbol parsed, every number made a price or quantity, the order made.</summary>
    [Benchmark, Predecessor(1_900)]
    public Order Creation() => Order.Create(
        new OrderTerms
        {
            OrderId = OrderId.Create(_id),
            StrategyId = StrategyId.Create("momentum-btc"),
            AccountId = AccountId.Create("main"),
            Symbol = Symbol.Parse("BTC/USDT"),
            Side = Side.Buy,
            Type = OrderType.Limit,
            Quantity = Quantity.Create(0.12345m),
            LimitPrice = Price.Create(50_000.12m),
            StopLoss = Price.Create(49_000.50m),
            TakeProfit = Price.Create(53_000.75m),
        },
        Samples.Time);

    /// <summary>All rules about numbers, then all ten filters of the venue.</summary>
    [Benchmark, Predecessor(1_000)]
    public int Validation() =>
        RiskPolicy.CheckNumbers(_request).Count + Samples.Rules.Check(Samples.Candidate, Samples.Snapshot.Reference).Count;
}
