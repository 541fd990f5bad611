using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.ExchangeWorker.Tests.Testing;

internal sealed class CrashException(string step) : Exception($"crash at {step}");

/// <summary>Counts the steps of a handler, and crashes at a chosen one.</summary>
internal sealed class CrashPlan
{
    private int _step;

    /// <summary>The step to crash at, from 0; negative for none.</summary>
    public int CrashAt { get; set; } = -1;

    /// <summary>Decides by chance, for property tests.</summary>
    public Func<bool>? Chance { get; set; }

    public bool Crashed { get; private set; }

    public void Restart(int crashAt = -1) => (_step, CrashAt, Crashed) = (0, crashAt, false);

    public void Step(string name)
    {
        if (_step++ != CrashAt && Chance?.Invoke() != true)
            return;
        Crashed = true;
        throw new CrashException(name);
    }
}

/// <summary>A store whose units of work can fail to begin, and whose process can die right after a commit.</summary>
internal sealed class CrashingStore(IDurableStore inner, CrashPlan crashes) : IDurableStore
{
    public ValueTask<IDurableSession> BeginAsync(CancellationToken cancellationToken)
    {
        crashes.Step("begin");
        return inner.BeginAsync(cancellationToken);
    }

    public async Task<bool> RunAsync(DurableWork work, CancellationToken cancellationToken)
    {
        crashes.Step("begin");
        var done = await inner.RunAsync(work, cancellationToken);
        crashes.Step("committed");
        return done;
    }
}
