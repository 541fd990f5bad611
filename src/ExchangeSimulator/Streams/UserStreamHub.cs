using System.Text.Json.Nodes;
using System.Threading.Channels;
using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Faults;

namespace Bot3.Messaging.ExchangeSimulator.Streams;

/// <summary>
/// Carries user events from the engine to subscribed connections: one pump, so that every connection sees the venue's order.
/// Events of accounts that nobody listens to are dropped: the protocol has no replay.
/// </summary>
internal sealed class UserStreamHub(FaultInjector faults, ILogger<UserStreamHub> logger)
{
    private const int QueueMax = 100_000;

    private readonly Lock gate = new();
    private readonly Dictionary<Account, List<(IStreamConnection Connection, int Id)>> subscriptions = [];
    private readonly Channel<(Account? Account, JsonObject? Event, TaskCompletionSource? Mark)> queue =
        Channel.CreateBounded<(Account?, JsonObject?, TaskCompletionSource?)>(
            new BoundedChannelOptions(QueueMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    // At most one event per account waits for the next one; only the pump touches it.
    private readonly Dictionary<Account, JsonObject> held = [];

    public void Subscribe(Account account, IStreamConnection connection, int subscriptionId)
    {
        lock (gate)
        {
            if (!subscriptions.TryGetValue(account, out var list))
                subscriptions.Add(account, list = []);
            list.Add((connection, subscriptionId));
        }
    }

    public void Unsubscribe(IStreamConnection connection, int? subscriptionId)
    {
        lock (gate)
        {
            foreach (var list in subscriptions.Values)
                list.RemoveAll(entry => entry.Connection == connection && (subscriptionId is null || entry.Id == subscriptionId));
        }
    }

    public bool HasListeners(Account account)
    {
        lock (gate)
            return subscriptions.TryGetValue(account, out var list) && list.Count > 0;
    }

    /// <summary>
    /// Queues an event. Never waits: if the queue is full all streams of the account are cut, so that a gap is not silent.
    /// </summary>
    public void Publish(Account account, JsonObject userEvent)
    {
        if (queue.Writer.TryWrite((account, userEvent, null)))
            return;
        Log.UserEventQueueFull(logger, account.Name, QueueMax);
        CutAll(account);
    }

    /// <summary>Completes when everything published before this call has been handed to the connections.</summary>
    public async Task WhenDeliveredAsync(CancellationToken cancellation)
    {
        var mark = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await queue.Writer.WriteAsync((null, null, mark), cancellation);
        await mark.Task.WaitAsync(cancellation);
    }

    /// <summary>Delivers until cancelled.</summary>
    public async Task PumpAsync(CancellationToken cancellation)
    {
        await foreach (var (account, userEvent, mark) in queue.Reader.ReadAllAsync(cancellation))
        {
            if (account is not null)
                Deliver(account, userEvent!);
            mark?.TrySetResult();
        }
    }

    /// <summary>Cuts every connection that listens to an account.</summary>
    public void CutAll(Account account)
    {
        foreach (var (connection, _) in Listeners(account))
            connection.Cut();
    }

    private void Deliver(Account account, JsonObject userEvent)
    {
        var listeners = Listeners(account);
        if (listeners.Count == 0)
            return;
        var plan = faults.ForEvent(account.Name, (string)userEvent["e"]!);
        if (plan.Is(FaultKind.StreamCut))
        {
            CutAll(account);
            return;
        }

        if (plan.Is(FaultKind.EventLost))
            return;
        if (plan.Is(FaultKind.EventReordered) && held.TryAdd(account, userEvent))
            return;
        Send(listeners, userEvent, plan);
        if (held.Remove(account, out var late))
            Send(listeners, late, default);
    }

    private static void Send(List<(IStreamConnection Connection, int Id)> listeners, JsonObject userEvent, FaultPlan plan)
    {
        var text = userEvent.ToJsonString();
        foreach (var (connection, id) in listeners)
        {
            var frame = $$"""{"subscriptionId":{{id}},"event":{{text}}}""";
            connection.Send(frame);
            if (plan.Is(FaultKind.DuplicateEvent))
                connection.Send(frame);
        }
    }

    private List<(IStreamConnection Connection, int Id)> Listeners(Account account)
    {
        lock (gate)
            return subscriptions.TryGetValue(account, out var list) ? [.. list] : [];
    }
}
