using System.Threading.Channels;

namespace Bot3.Messaging.Persistence.Groups;

/// <summary>
/// Takes works as they come, and runs whatever waits as one group: no work waits for others to come, and while one group is under way the
/// next one gathers. So a lone work is not held up, and the busier it is, the larger the groups.
/// </summary>
internal sealed class GroupLane(string name, GroupRunner runner, GroupCommitOptions options)
{
    private readonly Channel<GroupUnit> _waiting = Channel.CreateBounded<GroupUnit>(options.MaxWaiting);
    private int _running;

    public string Name => name;

    public ValueTask EnqueueAsync(GroupUnit unit, CancellationToken cancellationToken)
    {
        if (!_waiting.Writer.TryWrite(unit))
            return EnqueueLaterAsync(unit, cancellationToken);
        Wake();
        return ValueTask.CompletedTask;
    }

    private async ValueTask EnqueueLaterAsync(GroupUnit unit, CancellationToken cancellationToken)
    {
        await _waiting.Writer.WriteAsync(unit, cancellationToken);
        Wake();
    }

    private void Wake()
    {
        // Unsafe on purpose: the loop must not carry the span and log scopes of whichever message woke it.
        if (Interlocked.CompareExchange(ref _running, 1, 0) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(static lane => _ = lane.DrainAsync(), this, preferLocal: false);
    }

    private async Task DrainAsync()
    {
        var group = new List<GroupUnit>(options.MaxGroupSize);
        do
        {
            while (Take(group))
                await runner.RunAsync(group);
            Volatile.Write(ref _running, 0);

            // What came between the last look and the line above has found the lane running, and has not woken it.
        }
        while (_waiting.Reader.TryPeek(out _) && Interlocked.CompareExchange(ref _running, 1, 0) == 0);
    }

    private bool Take(List<GroupUnit> group)
    {
        group.Clear();
        while (group.Count < options.MaxGroupSize && _waiting.Reader.TryRead(out var unit))
            group.Add(unit);
        return group.Count > 0;
    }
}
