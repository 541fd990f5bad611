using System.Globalization;
using Bot3.Messaging.Bot3.Commands.Bench.Load;
using Bot3.Messaging.Bot3.Commands.Bench.Measure;
using Bot3.Messaging.Bot3.Commands.Bench.Raw;
using Bot3.Messaging.Bot3.Commands.Bench.Report;
using Npgsql;

namespace Bot3.Messaging.Bot3.Commands.Bench;

/// <summary>One benchmark from start to stop, phase by phase.</summary>
/// <param name="options">The figures.</param>
/// <param name="say">Hears one line per phase.</param>
/// <param name="time">The clock.</param>
internal sealed class BenchRun(BenchOptions options, Action<string> say, TimeProvider time)
{
    // Copies are made of so many real orders: enough that their rows are not all alike.
    private const int SeedOrders = 100;

    // Beyond this share of the saturated rate a queue only grows, and latency is the length of the run.
    private const double ReachableShare = 0.9;

    /// <summary>Runs it.</summary>
    /// <param name="cancellationToken">Ends it; what was started is stopped.</param>
    /// <exception cref="LocalServices.LocalServiceException">A part could not be started, or orders were not filled.</exception>
    public async Task<BenchReport> RunAsync(CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        await using var system = await BenchSystem.StartAsync(options, say, cancellationToken);
        await using var source = NpgsqlDataSource.Create(system.ConnectionString);
        using var counts = new WorkCount(system.Management, system.Amqp, source, time);
        var templates = system.SimulatorUrl is { } simulator
            ? await OrderTemplates.ForSimulatorAsync(simulator, BenchSystem.Symbols, cancellationToken)
            : OrderTemplates.ForStub();
        await using var flow = await OrderFlow.OpenAsync(system.Amqp, templates, time, cancellationToken);
        await PreloadAsync(source, flow, cancellationToken);
        var busy = await QuietMachine.WaitAsync(options.QuietWait, say, time, cancellationToken);
        var broker = await new RawBroker(system.Amqp, time).MeasureAsync(options.Raw, cancellationToken);
        Say($"raw broker: {broker:N0} messages/s");
        var database = await new RawDatabase(source, time).MeasureAsync(options.Raw, cancellationToken);
        Say($"raw database: {database.CommitsPerSecond:N0} commits/s, {database.GroupedRowsPerSecond:N0} rows/s grouped");
        var before = await counts.SettledAsync(cancellationToken);
        var main = await SaturateAsync(system, flow, options.WarmUp, options.Orders, cancellationToken);
        var after = await counts.SettledAsync(cancellationToken);
        var deliveries = await counts.DeliveriesAsync(main.Phase, cancellationToken);
        var latency = await LatencyAsync(source, flow, main.OrdersPerSecond, cancellationToken);
        double? singles = options.GroupSize == 1 ? main.OrdersPerSecond : null;
        if (options.ComparesWithSingles)
        {
            say("restarting the workers with group size 1 and without packs");
            await system.RestartWorkersAsync(WorkerTuning.Singles, cancellationToken);
            singles = (await SaturateAsync(system, flow, options.WarmUp, options.SinglesOrders, cancellationToken)).OrdersPerSecond;
        }

        var per = new PerOrder(main.Phase.Count, deliveries, after.Acknowledged - before.Acknowledged, after.Commits - before.Commits);
        var facts = new RunFacts(
            options.Venue.ToString().ToLowerInvariant(), options.Orders, options.WarmUp, options.InFlight, options.GroupSize, options.Packs,
            options.Preload, MachineFacts.Machine(), await MachineFacts.CommitAsync(cancellationToken), startedAt, busy);
        return Report(main, per, broker, database, singles, latency, facts);
    }

    private async Task PreloadAsync(NpgsqlDataSource source, OrderFlow flow, CancellationToken cancellationToken)
    {
        if (options.Preload == 0)
            return;
        var seed = new OrderPhase(SeedOrders, SeedOrders, time);
        await flow.SaturateAsync(seed, cancellationToken);
        await new Preload(source, say).RunAsync(options.Preload, seed, cancellationToken);
    }

    private async Task<Saturation> SaturateAsync(
        BenchSystem system, OrderFlow flow, int warmUp, int orders, CancellationToken cancellationToken)
    {
        Say($"saturation: {warmUp:N0} orders of warm-up, then {orders:N0}");
        var found = await new SaturationRun(system, flow, time).RunAsync(warmUp, orders, options.InFlight, cancellationToken);
        Say($"saturation: {found.OrdersPerSecond:N0} orders/s");
        return found;
    }

    private async Task<IReadOnlyList<RateReport>> LatencyAsync(
        NpgsqlDataSource source, OrderFlow flow, double saturated, CancellationToken cancellationToken)
    {
        var reports = new List<RateReport>();
        var stages = new StageTimes(source, time);
        foreach (var rate in options.Rates)
        {
            if (rate > saturated * ReachableShare)
            {
                Say($"open loop at {rate}/s: left out, saturation is {saturated:N0} orders/s");
                reports.Add(new RateReport(rate, null, new Dictionary<string, Percentiles>()));
                continue;
            }

            var phase = new OrderPhase(options.OpenLoopOrders(rate), options.OpenLoopOrders(rate), time);
            await flow.PaceAsync(phase, rate, cancellationToken);
            var whole = stages.EndToEnd(phase);
            Say($"open loop at {rate}/s: p50 {whole.P50:0.0} ms, p99 {whole.P99:0.0} ms");
            reports.Add(new RateReport(rate, whole, await stages.ReadAsync(phase, cancellationToken)));
        }

        return reports;
    }

    private static BenchReport Report(
        Saturation main, PerOrder per, double broker, RawDatabaseFigures database, double? singles, IReadOnlyList<RateReport> latency,
        RunFacts facts) => new()
    {
        OrdersPerSecond = main.OrdersPerSecond,
        DeliveriesPerOrder = per.Deliveries,
        AmqpMessagesPerOrder = per.Messages,
        CommitsPerOrder = per.Commits,
        CpuMsPerOrder = main.CpuMsPerOrder.Where(part => CpuMeter.Counts(part.Key)).Sum(part => part.Value),
        CpuMsPerOrderByPart = main.CpuMsPerOrder,
        RawBrokerMessagesPerSecond = broker,
        BrokerShare = main.OrdersPerSecond * per.Deliveries / broker,
        RawDatabaseCommitsPerSecond = database.CommitsPerSecond,
        RawDatabaseGroupedRowsPerSecond = database.GroupedRowsPerSecond,
        DatabaseShare = main.OrdersPerSecond * per.Commits / database.CommitsPerSecond,
        GroupSize1OrdersPerSecond = singles,
        GroupingGain = main.OrdersPerSecond / singles,
        LatencyP50Ms = latency.Count > 0 ? latency[0].EndToEnd?.P50 : null,
        LatencyP99Ms = latency.Count > 0 ? latency[0].EndToEnd?.P99 : null,
        Latency = latency,
        MemoryMb = main.Memory,
        Run = facts,
    };

    private void Say(FormattableString line) => say(line.ToString(CultureInfo.InvariantCulture));

    private sealed record PerOrder(int Orders, long DeliveriesAll, long MessagesAll, long CommitsAll)
    {
        public double Deliveries => (double)DeliveriesAll / Orders;

        public double Messages => (double)MessagesAll / Orders;

        public double Commits => (double)CommitsAll / Orders;
    }
}
