using MassTransit;

namespace Bot3.Messaging.Hosting.Shutdown;

/// <summary>
/// Counts deliveries. It observes receiving, not consuming: a message is finished when the broker has its acknowledgement, and a
/// consumer that returned is not yet that.
/// </summary>
internal sealed class DeliveryLedger : IReceiveObserver
{
    private int _inFlight;
    private long _finished;
    private long _givenBack;

    /// <summary>Messages in hand now.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Messages acknowledged so far (handled, or kept as a dead letter).</summary>
    public long Finished => Interlocked.Read(ref _finished);

    /// <summary>Messages that were not acknowledged, so that their queue delivers them again.</summary>
    public long GivenBack => Interlocked.Read(ref _givenBack);

    public Task PreReceive(ReceiveContext context)
    {
        Interlocked.Increment(ref _inFlight);
        return Task.CompletedTask;
    }

    public Task PostReceive(ReceiveContext context)
    {
        Interlocked.Decrement(ref _inFlight);
        Interlocked.Increment(ref _finished);
        return Task.CompletedTask;
    }

    public Task ReceiveFault(ReceiveContext context, Exception exception)
    {
        Interlocked.Decrement(ref _inFlight);
        Interlocked.Increment(ref _givenBack);
        return Task.CompletedTask;
    }

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;
}
