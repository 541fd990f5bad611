using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.Persistence.Groups;

/// <summary>
/// A work on its way through a group. The work runs in the flow of its own message (log scopes, spans), when the lane gives it the turn;
/// the lane waits for its end, and it waits for the lane's commit.
/// </summary>
internal sealed class GroupUnit(DurableWork work, CancellationToken cancellationToken)
{
    private volatile GroupTurn _turn = new();

    public InboxKey? InboxKey => work.InboxKey;

    public GroupTurn Turn => _turn;

    public bool IsCancelled => cancellationToken.IsCancellationRequested;

    public CancellationToken Token => cancellationToken;

    public void Announce(PostgresGroup group) => work.Announce?.Invoke(group);

    /// <summary>Waits for the turn, works, waits for the commit; again as often as the lane says so.</summary>
    /// <returns>False when the inbox has the key already.</returns>
    public async Task<bool> RunAsync(GroupLane lane)
    {
        await lane.EnqueueAsync(this, cancellationToken);
        while (true)
        {
            var turn = _turn;
            if (await turn.Begun.Task is not { } session)
                return false;
            try
            {
                await work.Handle(session);
            }
            catch (Exception exception)
            {
                // The lane takes this work out of its group; the fault itself goes its own way, to retry or error queue.
                turn.Handled.TrySetResult(exception);
                throw;
            }

            turn.Handled.TrySetResult(null);
            if (await turn.Settled.Task)
                return true;
        }
    }

    /// <summary>The present turn led to nothing; there will be another one.</summary>
    public void Renew()
    {
        // One that was behind the culprit still waits for this very turn to begin; a new one would begin without it.
        var old = _turn;
        if (!old.Begun.Task.IsCompleted)
            return;
        _turn = new GroupTurn();
        old.Settled.TrySetResult(false);
    }
}

/// <summary>One run of a work in one transaction.</summary>
internal sealed class GroupTurn
{
    /// <summary>
    /// The session to work in; null when there is nothing to do. The work goes on in the lane's own thread, which waits for it anyway, up to
    /// its first wait: that saves the way through the pool, twice a message.
    /// </summary>
    public TaskCompletionSource<PostgresSession?> Begun { get; } = new();

    /// <summary>The work's end: null, or why it failed.</summary>
    public TaskCompletionSource<Exception?> Handled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True after the commit, false when the work must run again, or the failure.</summary>
    public TaskCompletionSource<bool> Settled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends the turn by a failure, wherever it stands.</summary>
    public void Fail(Exception exception)
    {
        if (!Begun.TrySetException(exception))
            Settled.TrySetException(exception);
    }
}
