using System.Globalization;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.Contracts;
using Spectre.Console;

namespace Bot3.Messaging.Bot3.Demo;

/// <summary>Shows a run while it runs: a live table on a terminal, a line for each order that ends everywhere else.</summary>
internal sealed class DemoProgress
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(200);

    private readonly TextWriter _output;
    private readonly DemoOptions _options;
    private readonly DemoOrders _orders;
    private readonly DemoMarket _market;
    private readonly TimeProvider _time;
    private readonly bool _live;

    private DemoProgress(TextWriter output, DemoOptions options, DemoOrders orders, DemoMarket market, TimeProvider time)
    {
        _live = Screen.IsTerminal(output) && !options.Verbose;
        (_output, _options, _orders, _market, _time) = (TextWriter.Synchronized(output), options, orders, market, time);
    }

    /// <summary>A view on a writer.</summary>
    /// <param name="output">The writer.</param>
    /// <param name="options">The run.</param>
    /// <param name="orders">The orders to show.</param>
    /// <param name="market">The prices to show.</param>
    /// <param name="time">The clock.</param>
    public static DemoProgress On(TextWriter output, DemoOptions options, DemoOrders orders, DemoMarket market, TimeProvider time) =>
        new(output, options, orders, market, time);

    /// <summary>Shows work until it is done.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Ends both.</param>
    public Task WatchAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) =>
        _live ? LiveAsync(work, cancellationToken) : LinesAsync(work, cancellationToken);

    private async Task LinesAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        _output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"demo: {_options.Orders} orders, seed {_options.Seed}, faults {_options.Faults.ToString().ToLowerInvariant()}"));
        _orders.Changed += WriteEnd;
        try
        {
            await work(cancellationToken);
        }
        finally
        {
            _orders.Changed -= WriteEnd;
        }
    }

    private void WriteEnd(DemoOrder order)
    {
        if (!order.HasEnded)
            return;
        var (asked, last) = (order.Submitted, order.Last!);
        var limit = asked.LimitPrice is { } price ? $" at {Screen.Number(price)}" : "";
        var filled = last.FilledQuantity > 0 ? $", {Screen.Number(last.FilledQuantity)} at {Screen.Number(last.AveragePrice)}" : "";
        var reasons = string.Join(", ", last.Reasons.Select(reason => reason.Code));
        _output.WriteLine(
            $"{asked.StrategyId}: {asked.Side} {Screen.Number(asked.Quantity)} {asked.Symbol} {asked.Type}{limit}: "
            + $"{last.Status}{filled}{(reasons.Length > 0 ? $" ({reasons})" : "")}");
    }

    private async Task LiveAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) =>
        await Screen.On(Console.Out).Live(Picture()).AutoClear(true).StartAsync(async live =>
        {
            var running = work(cancellationToken);
            while (!running.IsCompleted)
            {
                live.UpdateTarget(Picture());
                await Task.WhenAny(running, Task.Delay(RefreshInterval, _time, cancellationToken));
            }

            await running;
        });

    private Table Picture()
    {
        var table = Screen.Table("strategy", "symbol", "bid", "ask", "submitted", "working", "in doubt", "filled", "cancelled", "refused",
            "failed");
        foreach (var group in _orders.All.GroupBy(order => (order.Submitted.StrategyId, order.Submitted.Symbol)))
        {
            var price = _market.Find(group.Key.Symbol);
            Screen.AddRow(
                table,
                group.Key.StrategyId, group.Key.Symbol, Screen.Number(price?.Bid), Screen.Number(price?.Ask),
                Count(group, _ => true), Count(group, order => !order.HasEnded),
                Count(group, order => order.Last?.Status is OrderStatus.Unknown),
                    Count(group, order => order.Last?.Status is OrderStatus.Filled),
                Count(group, order => order.Last?.Status is OrderStatus.Cancelled),
                Count(group, order => order.Last?.Status is OrderStatus.Denied or OrderStatus.Rejected),
                Count(group, order => order.Last?.Status is OrderStatus.Failed));
        }

        return table;
    }

    private static string Count(IEnumerable<DemoOrder> orders, Func<DemoOrder, bool> which) =>
        orders.Count(which).ToString(CultureInfo.InvariantCulture);
}
