using Bot3.Messaging.Bot3.Books;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.Bot3.Demo.Strategies;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeSimulator;
using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Files;
using Bot3.Messaging.ExchangeWorker;
using Bot3.Messaging.Hosting;
using Bot3.Messaging.OrderSaga;
using Bot3.Messaging.RiskWorker;
using MassTransit;

namespace Bot3.Messaging.Bot3.Demo;

/// <summary>One run: the venue, the three workers, the strategies, and the books at the end.</summary>
/// <param name="options">What to run.</param>
/// <param name="time">The clock.</param>
internal sealed class DemoRun(DemoOptions options, TimeProvider time)
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs.</summary>
    /// <param name="output">Where everything is shown.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>Success only if nothing is lost or doubled and the books match.</returns>
    public async Task<int> RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await using var venue = await StartVenueAsync(cancellationToken);

        // A seed of its own for each, or their draws would be the same.
        ISampleStrategy[] strategies = [new MeanReversion(unchecked((options.Seed * 31) + 1)), new Breakout(unchecked((options.Seed * 31) + 2))];
        var ids = strategies.Select(strategy => strategy.StrategyId).ToList();
        var builder = WorkerHost.CreateBuilder(
            DemoConfiguration.Create(venue.BaseAddress, options.Verbose),
            new OrderSagaModule(), new RiskModule(), new ExchangeModule(), new DemoModule(ids));
        builder.TimeProvider = time;
        await using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        try
        {
            await WaitUntilReadyAsync(host.Services.GetRequiredService<IBusControl>(), cancellationToken);
            var orders = host.Services.GetRequiredService<DemoOrders>();
            var market = host.Services.GetRequiredService<DemoMarket>();
            var session = new DemoSession(options, strategies, market, orders, host.Services.GetRequiredService<DemoDesk>(), time);
            var progress = DemoProgress.On(output, options, orders, market, time);
            await progress.WatchAsync(session.TradeAsync, cancellationToken);
            var (books, report) = await CheckAsync(OurBooksReader.From(host.Services), orders, venue, cancellationToken);
            DemoSummary.Write(output, books, report, market, strategies);
            return report.IsClean && report.Submitted == options.Orders ? ExitCodes.Success : ExitCodes.Failure;
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    // As in any deployment, strategies begin once the account's owner takes commands: stream open, reconciled, queue read.
    private async Task WaitUntilReadyAsync(IBusControl bus, CancellationToken cancellationToken)
    {
        var queue = WireNames.ExchangeCommandsQueue(DemoConfiguration.Account);
        var started = time.GetTimestamp();
        while (!bus.CheckHealth().Endpoints.Any(endpoint => endpoint.Value.Status is BusHealthStatus.Healthy
            && endpoint.Key.Contains(queue, StringComparison.Ordinal)))
        {
            if (time.GetElapsedTime(started) >= StartPatience)
                throw new CommandFailureException($"the exchange worker takes no commands after {StartPatience}: run with --verbose to see why");
            await Task.Delay(LookAgainAfter, time, cancellationToken);
        }
    }

    private async Task<SimulatorHost> StartVenueAsync(CancellationToken cancellationToken)
    {
        var venue = new SimulatorOptions { Port = 0, Seed = options.Seed, Faults = options.Faults };
        if (options.Replay is { } candles)
            venue = ReplayArgument.Add(venue, candles);
        try
        {
            return await SimulatorHost.StartAsync(venue, time, configureLogging: null, cancellationToken);
        }
        catch (Exception exception) when (exception is ArgumentException or IOException)
        {
            throw new CommandFailureException($"the simulated venue cannot start: {exception.Message}", exception);
        }
    }

    // Facts are on their way for a moment after the last order has ended; a difference that stays is one.
    private async Task<(OurBooks Books, BooksReport Report)> CheckAsync(
        OurBooksReader reader, DemoOrders orders, SimulatorHost venue, CancellationToken cancellationToken)
    {
        var known = orders.All;
        var submitted = known.Select(order => order.Submitted.OrderId).ToList();
        var started = time.GetTimestamp();
        while (true)
        {
            var books = await reader.ReadAsync(DemoConfiguration.Account, submitted, cancellationToken);
            var compared = BooksCheck.Compare(books, venue.Truth(), AccountOptions.Default.Balances);
            var report = compared with { Differences = [.. compared.Differences, .. Untold(books, orders.All)] };
            if (report.IsClean || time.GetElapsedTime(started) >= options.BooksLagMax)
                return (books, report);
            await Task.Delay(LookAgainAfter, time, cancellationToken);
        }
    }

    private static IEnumerable<string> Untold(OurBooks books, IReadOnlyList<DemoOrder> known)
    {
        var saga = books.Orders.ToDictionary(order => order.OrderId);
        foreach (var order in known)
        {
            var told = order.Last?.Status;
            if (saga.TryGetValue(order.Submitted.OrderId, out var booked) && booked.Status != told)
                yield return $"order {booked.OrderId} is {booked.Status}, its strategy was told {told?.ToString() ?? "nothing"}";
        }
    }
}
