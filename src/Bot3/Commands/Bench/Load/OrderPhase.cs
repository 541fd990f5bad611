using System.Threading.Channels;
using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.Bot3.Commands.Bench.Load;

/// <summary>The orders of one phase: when each was meant to be sent, was sent, and was heard to be filled.</summary>
internal sealed class OrderPhase
{
    private readonly TimeProvider _time;
    private readonly long[] _filled;
    private readonly Channel<bool> _inFlight;
    private readonly SortedList<int, TaskCompletionSource> _marks = [];
    private readonly TaskCompletionSource _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _completed;

    /// <summary>A phase that begins now.</summary>
    /// <param name="count">Its orders.</param>
    /// <param name="inFlight">Most orders sent and not yet filled.</param>
    /// <param name="time">The clock.</param>
    public OrderPhase(int count, int inFlight, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        Count = count;
        StartedAt = time.GetUtcNow();
        Started = time.GetTimestamp();
        Ids = new BenchOrderIds(StartedAt);
        Intended = new long[count];
        Sent = new long[count];
        _filled = new long[count];
        _inFlight = Channel.CreateBounded<bool>(inFlight);
    }

    /// <summary>How many orders it has.</summary>
    public int Count { get; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>The same moment on the monotonic clock.</summary>
    public long Started { get; }

    /// <summary>The ids of its orders.</summary>
    public BenchOrderIds Ids { get; }

    /// <summary>When each order was meant to be sent, on the monotonic clock.</summary>
    public long[] Intended { get; }

    /// <summary>When each order was sent, on the monotonic clock; 0 before.</summary>
    public long[] Sent { get; }

    /// <summary>Orders filled so far.</summary>
    public int Completed => Volatile.Read(ref _completed);

    /// <summary>Fails when an order ended otherwise than filled; never completes.</summary>
    public Task Refused => _refused.Task;

    /// <summary>When an order was heard to be filled, on the monotonic clock; 0 before.</summary>
    /// <param name="number">The order.</param>
    public long Filled(int number) => Volatile.Read(ref _filled[number]);

    /// <summary>Completes when so many orders are filled. Ask before the first is sent.</summary>
    /// <param name="completed">The number.</param>
    public Task ReachesAsync(int completed)
    {
        if (completed <= 0)
            return Task.CompletedTask;
        if (!_marks.TryGetValue(completed, out var mark))
            _marks[completed] = mark = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return mark.Task;
    }

    /// <summary>Waits for a place among the orders in flight.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask EnterAsync(CancellationToken cancellationToken) => _inFlight.Writer.WriteAsync(true, cancellationToken);

    /// <summary>Hears of an order; called by one thread at a time.</summary>
    /// <param name="number">The order.</param>
    /// <param name="status">Its status.</param>
    /// <param name="reason">Why, if it was refused.</param>
    public void Hear(int number, OrderStatus status, string? reason)
    {
        if (number < 0 || number >= Count)
            return;
        if (status == OrderStatus.Filled)
        {
            // Told again: the first time counts.
            if (_filled[number] != 0)
                return;
            Volatile.Write(ref _filled[number], _time.GetTimestamp());
            var completed = Interlocked.Increment(ref _completed);
            if (_marks.TryGetValue(completed, out var mark))
                mark.TrySetResult();
            _inFlight.Reader.TryRead(out _);
        }
        else if (status is OrderStatus.Denied or OrderStatus.Rejected or OrderStatus.Failed or OrderStatus.Expired
            or OrderStatus.Cancelled)
        {
            var why = reason is null ? "" : $": {reason}";
            _refused.TrySetException(new LocalServices.LocalServiceException(
                $"order {Ids.Id(number)} ended as {status}{why}; a benchmark's orders must all be filled"));
        }
    }
}
