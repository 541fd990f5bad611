using BenchmarkDotNet.Attributes;
using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Risk;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Benchmarks;

/// <summary>A thousand orders at once, on all cores.</summary>
public class ManyOrdersBenchmarks
{
    private const int Orders = 1_000;
    private readonly string[] _trades = [.. Enumerable.Range(0, Orders).Select(number => $"41000{number:0000}")];
    private readonly Guid[] _ids = [.. Enumerable.Range(1, Orders).Select(Samples.Id)];
    private readonly OrderStatus[] _ends = new OrderStatus[Orders];

    /// <summary>Creation, validation, risk, acceptance and one fill of each; everything made from texts and numbers.</summary>
    [Benchmark, Predecessor(4_000_000)]
    public OrderStatus ThousandOrders()
    {
        Parallel.For(0, Orders, Run);
        return Array.TrueForAll(_ends, status => status is OrderStatus.Filled)
            ? OrderStatus.Filled : throw new InvalidOperationException("An order was not filled.");
    }

    private void Run(int index)
    {
        var request = new RiskRequest
        {
            OrderId = OrderId.Create(_ids[index]),
            StrategyId = StrategyId.Create("momentum-btc"),
            AccountId = AccountId.Create("main"),
            Venue = VenueId.Create("binance"),
            Symbol = Symbol.Parse("BTC/USDT"),
            Side = Side.Buy,
            Type = OrderType.Limit,
            Quantity = 0.12345m,
            LimitPrice = 50_000.12m,
            StopLoss = 49_000.50m,
            TakeProfit = 53_000.75m,
            SignalConfidence = 0.75m,
        };
        if (!request.TryToTerms(out var terms, out _) || !RiskPolicy.Decide(request, Samples.Limits, Samples.Snapshot).Approved)
            return;
        var order = Order.Create(terms, Samples.Time);
        order = order.Apply(new OrderEvent.RiskApproved(Samples.Time)).Order;
        order = order.Apply(new OrderEvent.Accepted(Samples.Time, VenueOrderId.Create("28457"))).Order;
        var fill = new OrderEvent.FillReceived(
            Samples.Time,
            TradeId.Create(_trades[index]),
            Price.Create(50_000.12m),
            Quantity.Create(0.12345m),
            0.00001234m,
            AssetCode.Create("BNB"));
        _ends[index] = order.Apply(fill).Order.Status;
    }
}
