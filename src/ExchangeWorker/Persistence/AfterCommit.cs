namespace Bot3.Messaging.ExchangeWorker.Persistence;

/// <summary>What a unit of work has to log and to count, once it has committed.</summary>
internal sealed class AfterCommit
{
    private List<Action>? _actions;

    /// <summary>Adds something; must not throw when it runs.</summary>
    public void Add(Action action) => (_actions ??= []).Add(action);

    /// <summary>Runs all of it, in the order of adding.</summary>
    public void Run()
    {
        foreach (var action in _actions ?? [])
            action();
    }
}
