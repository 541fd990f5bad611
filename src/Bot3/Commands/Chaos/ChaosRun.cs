using Bot3.Messaging.Bot3.Books;
using Bot3.Messaging.Bot3.Environment;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.LocalServices;

namespace Bot3.Messaging.Bot3.Commands.Chaos;

/// <summary>One chaos run on a system of its own: submit, kill, restart, settle, judge.</summary>
/// <param name="options">The figures.</param>
/// <param name="say">Hears progress, one line each.</param>
/// <param name="time">The clock.</param>
internal sealed class ChaosRun(ChaosOptions options, Action<string> say, TimeProvider time)
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(10);

    // On a slow machine a part is back later than its next kill was planned for. Killed at once again and again, it would never do
    // anything worth interrupting.
    private static readonly TimeSpan UpMin = TimeSpan.FromSeconds(3);

    // A strategy cancels what the broker has confirmed, not what it may still have to publish again.
    private readonly Dictionary<Guid, TaskCompletionSource> _confirmed = [];

    private int _submitted;
    private int _killed;

    /// <summary>Runs to the verdict.</summary>
    /// <param name="cancellationToken">Ends the run early; the system is stopped.</param>
    /// <exception cref="LocalServiceException">The system could not be started, or did not come back after a kill.</exception>
    public async Task<ChaosVerdict> RunAsync(CancellationToken cancellationToken)
    {
        await using var system = await LocalSystem.StartAsync(
            new LocalSystemOptions
            {
                DataDirectory = options.DataDirectory,
                Workers = options.Workers,
                Services = options.Services,
                SimulatorSeed = options.Seed,
                Symbols = [.. ChaosPricing.Symbols],
            },
            say,
            cancellationToken);
        using var venue = new ChaosVenue(system.SimulatorUrl!);
        await using var publisher = new ChaosPublisher(system.AmqpUri, time);
        var opening = (await venue.TruthAsync(cancellationToken)).Balances
            .GroupBy(balance => balance.Asset).ToDictionary(group => group.Key, group => group.Sum(balance => balance.Free + balance.Locked));
        var targets = system.Parts.Where(part => part != system.Simulator).ToDictionary(part => part.Name);
        var plan = ChaosPlan.Make(options.Orders, options.Kills, options.Seed, ChaosPricing.Symbols, [.. targets.Keys]);
        foreach (var planned in plan.Orders)
            _confirmed[planned.OrderId] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        say($"plan: {plan.Orders.Length} orders and {plan.Kills.Length} kills over {options.Duration.TotalSeconds:0} s");
        await StormAsync(plan, targets, venue, publisher, cancellationToken);
        say($"storm over: {_submitted} orders submitted ({publisher.Repeated} publications repeated), {_killed} kills; settling");
        await using var settling = new ChaosSettling(system, publisher, say, time);
        await settling.SettleAsync([.. plan.Orders.Select(order => order.OrderId)], options.Patience, cancellationToken);
        var picture = await settling.ReadAsync([.. plan.Orders.Select(order => order.OrderId)], cancellationToken);
        foreach (var (reason, count) in picture.InFlight.DeadLetters.CountBy(letter => letter.Reason).Take(10))
            say($"kept in the dead-letter ledger, {count} times: {reason}");
        var report = BooksCheck.Compare(picture.Books, await venue.TruthAsync(cancellationToken), opening);
        say("statuses: " + string.Join(", ", report.ByStatus.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key}")));
        return ChaosJudge.Judge(_killed, picture.Books, report, picture.Reasons, picture.InFlight);
    }

    private async Task StormAsync(
        ChaosPlan plan,
        Dictionary<string, ISystemPart> targets,
        ChaosVenue venue,
        ChaosPublisher publisher,
        CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = targets.Values.OfType<ChildProcess>().Cast<ISystemPart>().ToList();
        var supervision = new Supervisor(say, time).RunAsync(workers, over.Token);
        var progress = ProgressAsync(over.Token);
        var started = time.GetTimestamp();
        var kills = targets.Select(target => KillAsync(
            target.Value, [.. plan.Kills.Where(kill => kill.Part == target.Key)], started, over.Token));
        try
        {
            var submitting = SubmitAsync(plan, venue, publisher, started, over.Token);
            var cancelling = CancelAsync(plan, publisher, started, over.Token);
            await Task.WhenAll([OrEndAllAsync(submitting, over), OrEndAllAsync(cancelling, over),
                .. kills.Select(kill => OrEndAllAsync(kill, over))]);
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(supervision, progress);
        }
    }

    // What failed decides the run; the others must not wait for it.
    private static async Task OrEndAllAsync(Task task, CancellationTokenSource all)
    {
        try
        {
            await task;
        }
        catch
        {
            await all.CancelAsync();
            throw;
        }
    }

    private async Task SubmitAsync(
        ChaosPlan plan, ChaosVenue venue, ChaosPublisher publisher, long started, CancellationToken cancellationToken)
    {
        foreach (var planned in plan.Orders)
        {
            await UntilAsync(planned.At, started, cancellationToken);
            var touch = await venue.TouchAsync(planned.Symbol, cancellationToken);
            var order = ChaosPricing.Price(planned, touch, WorkerSettings.Account, time.GetUtcNow());
            for (var copy = 0; copy <= planned.Repeats; copy++)
                await publisher.PublishAsync(WireNames.SubmitOrderExchange, order, cancellationToken);
            _confirmed[planned.OrderId].SetResult();
            Interlocked.Increment(ref _submitted);
        }
    }

    private async Task CancelAsync(ChaosPlan plan, ChaosPublisher publisher, long started, CancellationToken cancellationToken)
    {
        foreach (var planned in plan.Orders.Where(order => order.CancelAt is not null).OrderBy(order => order.CancelAt))
        {
            await UntilAsync(planned.CancelAt!.Value, started, cancellationToken);
            await _confirmed[planned.OrderId].Task.WaitAsync(cancellationToken);
            var cancel = new CancelOrder
            {
                OrderId = planned.OrderId, StrategyId = ChaosPricing.Strategy, Reason = "planned", RequestedAt = time.GetUtcNow(),
            };
            await publisher.PublishAsync(WireNames.CancelOrderExchange, cancel, cancellationToken);
        }
    }

    // One part's kills come one after the other; those of different parts overlap as they fall.
    private async Task KillAsync(ISystemPart part, IReadOnlyList<PlannedKill> kills, long started, CancellationToken cancellationToken)
    {
        foreach (var kill in kills)
        {
            await UntilAsync(kill.At, started, cancellationToken);
            await part.KillAsync(cancellationToken);
            Interlocked.Increment(ref _killed);
            say($"{time.GetElapsedTime(started).TotalSeconds,6:0.0} s  killed {part.Name}");
            await Task.Delay(kill.Down, time, cancellationToken);
            await RestartAsync(part, cancellationToken);
            say($"{time.GetElapsedTime(started).TotalSeconds,6:0.0} s  {part.Name} is ready again");
            await Task.Delay(UpMin, time, cancellationToken);
        }
    }

    private async Task RestartAsync(ISystemPart part, CancellationToken cancellationToken)
    {
        try
        {
            await part.RestartAsync(cancellationToken);
        }
        catch (LocalServiceException exception) when (part is ChildProcess)
        {
            // A worker gives up when its broker stays away for a minute. The supervisor starts it again; two restarters would fight.
            say($"{part.Name}: {exception.Message.Split('\n')[0]}");
            await ((ChildProcess)part).WaitUntilUpAsync(cancellationToken);
        }
    }

    private async Task ProgressAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(ProgressEvery, time, cancellationToken);
                say($"{_submitted} of {options.Orders} orders submitted, {_killed} of {options.Kills} kills");
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how progress ends.
        }
    }

    private async Task UntilAsync(double share, long started, CancellationToken cancellationToken)
    {
        var wait = (options.Duration * share) - time.GetElapsedTime(started);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken);
    }
}
