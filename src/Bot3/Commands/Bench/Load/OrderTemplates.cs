using Bot3.Messaging.Bot3.Commands.Bench.Stub;
using Bot3.Messaging.Bot3.Commands.Chaos;
using Bot3.Messaging.Bot3.Environment;
using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.Bot3.Commands.Bench.Load;

/// <summary>The orders of a run: each pair bought and sold in turn, so that positions stay about flat and nothing runs out.</summary>
internal static class OrderTemplates
{
    /// <summary>Who submits; also the routing key of the status events.</summary>
    public const string Strategy = "bench";

    private const decimal StopDistance = 0.05m;
    private const decimal NotionalUsd = 20m;
    private const decimal Step = 0.001m;
    private const decimal Tick = 0.01m;

    /// <summary>Orders for the stub: limit orders at its prices.</summary>
    public static IReadOnlyList<OrderTemplate> ForStub() =>
        [.. StubMarket.Prices.SelectMany(pair => BothSides(pair.Key, pair.Value, OrderType.Limit))];

    /// <summary>Orders for the simulator: market orders, with stops far enough from today's price to stay on their side.</summary>
    /// <param name="simulator">Its address.</param>
    /// <param name="symbols">The pairs.</param>
    /// <param name="cancellationToken">Ends the question for prices.</param>
    public static async Task<IReadOnlyList<OrderTemplate>> ForSimulatorAsync(
        Uri simulator, IEnumerable<string> symbols, CancellationToken cancellationToken)
    {
        using var venue = new ChaosVenue(simulator);
        var templates = new List<OrderTemplate>();
        foreach (var symbol in symbols)
            templates.AddRange(BothSides(symbol, (await venue.TouchAsync(symbol, cancellationToken)).BidPrice, OrderType.Market));
        return templates;
    }

    private static IEnumerable<OrderTemplate> BothSides(string symbol, decimal price, OrderType type) =>
        ((OrderSide[])[OrderSide.Buy, OrderSide.Sell]).Select(side => new OrderTemplate(new SubmitOrder
        {
            OrderId = Guid.Empty,
            StrategyId = Strategy,
            Account = WorkerSettings.Account,
            Symbol = symbol,
            Side = side,
            Type = type,
            Quantity = Math.Max(Step, Grid(NotionalUsd / price, Step)),
            LimitPrice = type == OrderType.Limit ? price : null,
            StopLoss = Grid(side == OrderSide.Buy ? price * (1 - StopDistance) : price * (1 + StopDistance), Tick),
            CreatedAt = default,
        }));

    private static decimal Grid(decimal value, decimal step) => Math.Floor(value / step) * step;
}
