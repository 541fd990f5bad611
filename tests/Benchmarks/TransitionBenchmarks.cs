using BenchmarkDotNet.Attributes;
using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Benchmarks;

/// <summary>Events that move an order round in circles, so that each is applied however often it comes.</summary>
public class TransitionBenchmarks
{
    private const int Moves = 4;
    private readonly OrderEvent _doubt = new OrderEvent.OutcomeUnknown(Samples.Time, "time-out");
    private readonly OrderEvent _proof = new OrderEvent.NotSent(Samples.Time, "no connection");
    private readonly OrderEvent _asked = new OrderEvent.ModifyRequested(Samples.Time, Quantity.Create(0.2m), Price.Create(50_001m));
    private readonly OrderEvent _refused = new OrderEvent.ModifyRejected(Samples.Time, "-2038");
    private readonly OrderEvent _passed = new OrderEvent.DeadlineElapsed(Samples.Time);
    private readonly OrderEvent _taken = new OrderEvent.Accepted(Samples.Time, VenueOrderId.Create("28457"));
    private readonly OrderEvent _report = new OrderEvent.CancelRejected(Samples.Time, "-2011");
    private Order _waiting = null!;
    private Order _working = null!;
    private Order _tracked = null!;

    /// <summary>One order on its way, one at the venue, one that is being cancelled.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _waiting = Samples.Create(Samples.Request()).Apply(new OrderEvent.RiskApproved(Samples.Time)).Order;
        _working = Samples.Working();
        _tracked = Samples.Working().Apply(new OrderEvent.CancelRequested(Samples.Time)).Order;
        if (Transition() is not OrderStatus.Submitted || TrackingUpdate() is not OrderStatus.PendingCancel)
            throw new InvalidOperationException("An event of the samples was not applied.");
    }

    /// <summary>A change of status: pending to unknown and back, submitted to pending change and back.</summary>
    [Benchmark(OperationsPerInvoke = Moves), Predecessor(640)]
    public OrderStatus Transition()
    {
        _waiting = _waiting.Apply(_doubt).Order;
        _waiting = _waiting.Apply(_proof).Order;
        _working = _working.Apply(_asked).Order;
        _working = _working.Apply(_refused).Order;
        return _working.Status;
    }

    /// <summary>News of a tracked order that leaves its status: its acknowledgement, a report of the venue, a deadline that passed.</summary>
    [Benchmark(OperationsPerInvoke = 3), Predecessor(550)]
    public OrderStatus TrackingUpdate()
    {
        _tracked = _tracked.Apply(_taken).Order;
        _tracked = _tracked.Apply(_report).Order;
        _tracked = _tracked.Apply(_passed).Order;
        return _tracked.Status;
    }
}
