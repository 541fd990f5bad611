using System.Diagnostics;

namespace Bot3.Messaging.Persistence.Outbox.Broker;

/// <summary>
/// One message on its way: until the broker confirms, refuses or returns it, or the way breaks. Whoever awaits <see cref="Completion"/>
/// goes on in the thread that reads from the broker, and must be quick.
/// </summary>
internal sealed class PendingPublish(OutboxMessage message, int? generation, long acceptedAt)
{
    private readonly TaskCompletionSource _done = new();
    private Activity? _activity;

    public OutboxMessage Message { get; } = message;

    /// <summary>The generation that the sender knows; <see langword="null"/> when any will do.</summary>
    public int? Generation { get; } = generation;

    /// <summary>Time stamp of the moment that it was handed over.</summary>
    public long AcceptedAt { get; } = acceptedAt;

    /// <summary>Where it goes.</summary>
    public string Exchange { get; set; } = "";

    /// <summary>Set by a return, which comes just before the confirmation.</summary>
    public Exception? Returned { get; set; }

    public Task Completion => _done.Task;

    /// <summary>Ends with the confirmation.</summary>
    public void Trace(Activity? activity) => _activity = activity;

    public void Succeed()
    {
        if (Returned is not null)
        {
            Fail(Returned);
            return;
        }

        _activity?.Stop();
        _done.TrySetResult();
    }

    public void Fail(Exception exception)
    {
        _activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
        _activity?.Stop();
        _done.TrySetException(exception);
    }
}
