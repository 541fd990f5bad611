using Bot3.Messaging.Bot3.Demo.Strategies;
using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.Bot3.Demo;

/// <summary>Lets the strategies trade: their orders first, then patience, then cancels for what still rests.</summary>
/// <param name="options">The run.</param>
/// <param name="strategies">The strategies, asked in turn.</param>
/// <param name="market">Prices.</param>
/// <param name="orders">What the strategies know.</param>
/// <param name="desk">Where they send.</param>
/// <param name="time">The clock.</param>
internal sealed class DemoSession(
    DemoOptions options, IReadOnlyList<ISampleStrategy> strategies, DemoMarket market, DemoOrders orders, DemoDesk desk, TimeProvider time)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SlowestOrder = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    /// <summary>Trades until every order has ended, or until patience is over.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task TradeAsync(CancellationToken cancellationToken)
    {
        var submitted = 0;
        await RepeatAsync(
            StartPatience + (SlowestOrder * options.Orders),
            async () =>
            {
                foreach (var strategy in strategies)
                    submitted += await StepAsync(strategy, submitted < options.Orders, cancellationToken);
                return submitted >= options.Orders;
            },
            cancellationToken);
        await RepeatAsync(
            options.RestingMax, async () => await StepAllAsync(cancellationToken) && HaveAllEnded(), cancellationToken);
        await RepeatAsync(
            options.EndingMax, async () => await CancelRestingAsync(cancellationToken) && HaveAllEnded(), cancellationToken);
    }

    private bool HaveAllEnded() => orders.All.All(order => order.HasEnded);

    private async Task RepeatAsync(TimeSpan limit, Func<Task<bool>> isDone, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (!await isDone() && time.GetElapsedTime(started) < limit)
            await Task.Delay(LookInterval, time, cancellationToken);
    }

    private async Task<bool> StepAllAsync(CancellationToken cancellationToken)
    {
        foreach (var strategy in strategies)
            await StepAsync(strategy, mayOrder: false, cancellationToken);
        return true;
    }

    private async Task<int> StepAsync(ISampleStrategy strategy, bool mayOrder, CancellationToken cancellationToken)
    {
        if (market.Find(strategy.Symbol) is not { } price)
            return 0;
        var mine = orders.All.Where(order => order.Submitted.StrategyId == strategy.StrategyId).ToList();
        var wish = strategy.Look(price, mine, time.GetUtcNow());
        if (wish.Cancel is { } cancel)
            await desk.CancelAsync(cancel, cancellationToken);
        if (wish.Submit is not { } order || !mayOrder)
            return 0;
        await desk.SubmitAsync(order, cancellationToken);
        return 1;
    }

    private async Task<bool> CancelRestingAsync(CancellationToken cancellationToken)
    {
        foreach (var order in orders.All.Where(order => order is { IsResting: true, CancelAsked: false }))
        {
            var cancel = new CancelOrder
            {
                OrderId = order.Submitted.OrderId,
                StrategyId = order.Submitted.StrategyId,
                Reason = "the demo ends",
                RequestedAt = time.GetUtcNow(),
            };
            await desk.CancelAsync(cancel, cancellationToken);
        }

        return true;
    }
}
