using System.Collections.Concurrent;
using System.Threading.Channels;
using Bot3.Messaging.Domain.Values;
using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.ExchangeWorker.Accounts;

/// <summary>
/// Applies what one run of a stream reports: events of one order one after the other, of different orders side by side, so that they share
/// commits. Whatever else an event changes (balances) becomes visible after the reports before it. Used by one reader; bounded: a reader
/// that is ahead waits.
/// </summary>
internal sealed class StreamReports(
    Func<VenueStreamEvent.OrderReported, CancellationToken, Task> apply, Action failed, CancellationToken cancellationToken)
{
    /// <summary>Events under way.</summary>
    private const int UnderWayMax = 256;

    private readonly ConcurrentDictionary<(Guid OrderId, string? Foreign), Task> _last = new();
    private readonly Channel<Entry> _entries = Channel.CreateBounded<Entry>(
        new BoundedChannelOptions(UnderWayMax) { SingleReader = true, SingleWriter = true });

    private Task _settling = Task.CompletedTask;

    /// <summary>Why the first event that could not be applied was not.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Starts to look after what is added.</summary>
    public void Start() => _settling = Task.Run(SettleAsync, CancellationToken.None);

    /// <summary>Begins to apply a report as soon as there is room.</summary>
    public async ValueTask AddAsync(VenueStreamEvent.OrderReported reported)
    {
        await RoomAsync();
        var order = ClientOrderId.TryParse(reported.Order.ClientOrderId, out var orderId, out _, out _)
            ? (orderId.Value, null)
            : (Guid.Empty, reported.Order.ClientOrderId);
        _last.TryGetValue(order, out var before);
        var applied = ApplyAsync(before, reported);
        _last[order] = applied;
        Enter(new Entry(order, applied, null));
    }

    /// <summary>Runs an action after everything that was added before it.</summary>
    public async ValueTask AddAsync(Action action)
    {
        await RoomAsync();
        Enter(new Entry(default, Task.CompletedTask, action));
    }

    /// <summary>Takes no more, and waits for what is under way; never throws. May be called again.</summary>
    public Task EndAsync()
    {
        _entries.Writer.TryComplete();
        return _settling;
    }

    private async ValueTask RoomAsync()
    {
        if (!await _entries.Writer.WaitToWriteAsync(cancellationToken))
            throw new InvalidOperationException("the stream's reports have ended");
    }

    private void Enter(Entry entry)
    {
        if (!_entries.Writer.TryWrite(entry))
            throw new InvalidOperationException("there was room for one more report: only one reader may add");
    }

    private async Task ApplyAsync(Task? before, VenueStreamEvent.OrderReported reported)
    {
        // One that failed ends those behind it: an order's events are told in order, or not at all.
        if (before is not null)
            await before;
        await apply(reported, cancellationToken);
    }

    private async Task SettleAsync()
    {
        await foreach (var entry in _entries.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                await entry.Applied;
                if (Failure is null)
                    entry.Then?.Invoke();
            }
            catch (Exception exception)
            {
                // The stream's run ends by it; what is under way is waited for all the same.
                if (Failure is null)
                {
                    Failure = exception;
                    failed();
                }
            }

            _last.TryRemove(new KeyValuePair<(Guid OrderId, string? Foreign), Task>(entry.Order, entry.Applied));
        }
    }

    private readonly record struct Entry((Guid OrderId, string? Foreign) Order, Task Applied, Action? Then);
}
