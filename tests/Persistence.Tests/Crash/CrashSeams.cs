using System.Diagnostics;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Outbox.Bundles;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Bot3.Messaging.Persistence.Tests.Crash;

/// <summary>Where a process dies.</summary>
public enum CrashPoint
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>The inbox rows are written, the commit is not: the transaction is rolled back.</summary>
    InsertedBeforeCommit,

    /// <summary>The commit is under way, and succeeds; nobody is left to hear of it.</summary>
    CommitInDoubt,

    /// <summary>Committed; what it sends has not been given to the broker.</summary>
    CommittedBeforePublish,

    /// <summary>A sweeper has claimed a due row and not given it to the broker.</summary>
    ClaimedBeforePublish,

    /// <summary>Confirmed by the broker; the outbox row is still there.</summary>
    PublishedBeforeMark,

    /// <summary>The outbox rows are gone; the delivery that led to them is not acknowledged.</summary>
    MarkedBeforeAcknowledgement,

    /// <summary>A dead letter is committed; the message that it is of is not acknowledged.</summary>
    LetterBeforeAcknowledgement,
}

/// <summary>Ends the process with SIGKILL when it gets to a point for the given time.</summary>
internal sealed class CrashSwitch(CrashPoint point, int time)
{
    private int _times;

    public static CrashSwitch Off { get; } = new(CrashPoint.None, 1);

    public bool IsArmed(CrashPoint here) => here == point;

    public void At(CrashPoint here)
    {
        if (here != point || Interlocked.Increment(ref _times) != time)
            return;
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }
}

/// <summary>Puts the switch where production code passes anyway.</summary>
internal static class CrashSeams
{
    public static void AddCrashSeams(this IServiceCollection services, CrashSwitch crash)
    {
        services.AddSingleton(crash);
        services.AddSingleton<CrashingTransport>();
        services.AddSingleton<IOutboxTransport>(provider => provider.GetRequiredService<CrashingTransport>());
        services.AddSingleton<CrashingRows>();
        services.AddSingleton<IOutboxRows>(provider => provider.GetRequiredService<CrashingRows>());
    }
}

/// <summary>The real transport, with a point before each message.</summary>
internal sealed class CrashingTransport : IOutboxTransport
{
    private readonly CrashSwitch _crash;
    private readonly Lazy<IOutboxTransport> _real;

    public CrashingTransport(CrashSwitch crash, IServiceProvider services)
    {
        _crash = crash;
        _real = new(() => services.GetServices<IOutboxTransport>().First(transport => transport != this));
    }

    public bool IsReady => _real.Value.IsReady;

    public int Generation => _real.Value.Generation;

    public Task SendAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        _crash.At(CrashPoint.ClaimedBeforePublish);
        return _real.Value.SendAsync(message, cancellationToken);
    }

    public Task SendAsync(OutboxMessage message, int generation, CancellationToken cancellationToken)
    {
        _crash.At(CrashPoint.CommittedBeforePublish);
        return _real.Value.SendAsync(message, generation, cancellationToken);
    }
}

/// <summary>The real rows, with a point before they are removed.</summary>
internal sealed class CrashingRows : IOutboxRows
{
    private readonly CrashSwitch _crash;
    private readonly TaskCompletionSource _marked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lazy<IOutboxRows> _real;

    public CrashingRows(CrashSwitch crash, IServiceProvider services)
    {
        _crash = crash;
        _real = new(() => services.GetServices<IOutboxRows>().First(rows => rows != this));
    }

    /// <summary>Ends with the first removal of rows.</summary>
    public Task Marked => _marked.Task;

    public ValueTask<IReadOnlyList<OutboxRow>> ClaimAsync(
        DateTimeOffset now, DateTimeOffset hiddenUntil, int limit, CancellationToken cancellationToken) =>
        _real.Value.ClaimAsync(now, hiddenUntil, limit, cancellationToken);

    public async ValueTask DeleteAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        _crash.At(CrashPoint.PublishedBeforeMark);
        await _real.Value.DeleteAsync(ids, cancellationToken);
        _marked.TrySetResult();
    }

    public ValueTask DeferAsync(IReadOnlyCollection<OutboxDeferral> rows, CancellationToken cancellationToken) =>
        _real.Value.DeferAsync(rows, cancellationToken);

    public ValueTask UnfoldAsync(OutboxBundle bundle, CancellationToken cancellationToken) =>
        _real.Value.UnfoldAsync(bundle, cancellationToken);

    public ValueTask<DateTimeOffset?> ReadNextAvailableAsync(CancellationToken cancellationToken) =>
        _real.Value.ReadNextAvailableAsync(cancellationToken);

    public ValueTask<OutboxStatistics> ReadStatisticsAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        _real.Value.ReadStatisticsAsync(now, cancellationToken);
}

/// <summary>
/// Stands outside of the inbox. What gets here after the handler is committed and not acknowledged: it waits until what it sent has left
/// the outbox, and dies.
/// </summary>
internal sealed class AcknowledgementFilter<T>(CrashSwitch crash, IServiceProvider services) : IFilter<ConsumeContext<T>>
    where T : class
{
    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        await next.Send(context);
        if (!crash.IsArmed(CrashPoint.MarkedBeforeAcknowledgement))
            return;
        await services.GetRequiredService<CrashingRows>().Marked.WaitAsync(context.CancellationToken);
        crash.At(CrashPoint.MarkedBeforeAcknowledgement);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("acknowledgement");
}
