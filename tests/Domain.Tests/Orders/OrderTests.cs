using System.Text.Json;
using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;
using CsCheck;

namespace Bot3.Messaging.Domain.Tests.Orders;

public class OrderTests
{
    private static readonly OrderEvent Approved = new OrderEvent.RiskApproved(Some.Time);

    private static Order Working(decimal quantity = 10) => Some.Order(quantity).After(Approved, Some.Accepted());

    [Fact]
    public void Order_PlainWay_EndsFilledWithItsAverage()
    {
        var order = Working().After(Some.Fill("1", 4, 100, 0.1m, Some.Bnb), Some.Fill("2", 6, 110, 0.2m, Some.Bnb));
        Assert.Equal(OrderStatus.Filled, order.Status);
        Assert.Equal(106m, order.AveragePrice!.Value.Value);
        Assert.Equal(0.3m, order.Fees[Some.Bnb]);
        Assert.True(order.RemainingQuantity.IsZero);
        Assert.Equal("77", order.VenueOrderId!.Value.Value);
    }

    [Fact]
    public void Fill_SameTradeTwice_IsDuplicate()
    {
        var order = Working().After(Some.Fill("1", 4));
        var before = order with { };
        var step = order.Apply(Some.Fill("1", 4));
        Assert.Equal(TransitionOutcome.Duplicate, step.Outcome);
        Assert.Same(order, step.Order);
        Assert.Equal(before, order);
    }

    [Fact]
    public void Fill_MoreThanOrdered_IsAViolationThatStaysVisible()
    {
        var step = Working().After(Some.Fill("1", 9)).Apply(Some.Fill("2", 3));
        Assert.Equal(TransitionOutcome.Violation, step.Outcome);
        Assert.Equal(OrderStatus.Filled, step.To);
        Assert.Equal((10m, 2m), (step.Order.FilledQuantity.Value, step.Order.UnexpectedQuantity.Value));
        Assert.Equal($"Order {Some.OrderId}: trade 2 of 3 in status PartiallyFilled, where 1 of 10 were open.", step.Violation);
        Assert.Equal(TransitionOutcome.Duplicate, step.Order.Apply(Some.Fill("2", 3)).Outcome);
    }

    [Fact]
    public void Fill_BeforeApproval_IsKeptAsUnexpected()
    {
        var step = Some.Order().Apply(Some.Fill("1", 4));
        Assert.Equal((TransitionOutcome.Violation, OrderStatus.Created), (step.Outcome, step.To));
        Assert.Equal((0m, 4m), (step.Order.FilledQuantity.Value, step.Order.UnexpectedQuantity.Value));
    }

    [Fact]
    public void Fill_WithoutQuantity_IsAViolation()
    {
        Assert.Equal(TransitionOutcome.Violation, Working().Apply(Some.Fill("1", 0)).Outcome);
        var step = Working().Apply(Some.Fill("1", 1, 100, 1));
        Assert.Equal($"Order {Some.OrderId}: trade 1 lacks quantity or fee asset.", step.Violation);
    }

    [Fact]
    public void Fill_AfterCancel_IsAppliedAndReportedAsLate()
    {
        var order = Working().After(
            new OrderEvent.CancelRequested(Some.Time), new OrderEvent.Cancelled(Some.Time, Quantity.Create(4)));
        Assert.Equal(4m, order.MissingFillQuantity.Value);
        var step = order.Apply(Some.Fill("1", 4));
        Assert.Equal((TransitionOutcome.Applied, OrderStatus.Cancelled, true), (step.Outcome, step.To, step.Late));
        Assert.True(step.Order.MissingFillQuantity.IsZero);
        Assert.Equal(OrderStatus.Filled, step.Order.Apply(Some.Fill("2", 6)).To);
    }

    [Fact]
    public void Fill_BeforeAcceptance_MakesTheAcceptanceStale()
    {
        var order = Some.Order().After(Approved, Some.Fill("1", 10));
        Assert.Equal(OrderStatus.Filled, order.Status);
        Assert.Equal(TransitionOutcome.Stale, order.Apply(Some.Accepted()).Outcome);
    }

    [Fact]
    public void Cancel_BeforeRisk_EndsAtOnceAndApprovalIsStale()
    {
        var order = Some.Order().After(new OrderEvent.CancelRequested(Some.Time, "changed my mind"));
        Assert.Equal((OrderStatus.Cancelled, "changed my mind"), (order.Status, order.Reason));
        Assert.Equal(TransitionOutcome.Stale, order.Apply(Approved).Outcome);
    }

    [Fact]
    public void NotSent_OfAnEarlierAttempt_IsStale()
    {
        var order = Some.Order().After(Approved, new OrderEvent.NotSent(Some.Time, "no connection", 1));
        Assert.Equal((OrderStatus.PendingSubmit, 2, "no connection"), (order.Status, order.Attempt, order.Reason));
        Assert.Equal(TransitionOutcome.Stale, order.Apply(new OrderEvent.NotSent(Some.Time, "again", 1)).Outcome);
        Assert.Equal(TransitionOutcome.Stale, order.Apply(new OrderEvent.OutcomeUnknown(Some.Time, "late", 1)).Outcome);
        Assert.Equal(TransitionOutcome.Stale, order.Apply(new OrderEvent.Rejected(Some.Time, "late", 1)).Outcome);
        Assert.Equal(TransitionOutcome.Stale, order.Apply(new OrderEvent.ProvenAbsent(Some.Time, 1)).Outcome);
        Assert.Equal(3, order.Apply(new OrderEvent.NotSent(Some.Time, "again", 2)).Order.Attempt);
    }

    [Fact]
    public void NotSent_WhileAnAcceptedOrderIsCancelled_DoesNotEndIt()
    {
        var order = Working().After(new OrderEvent.CancelRequested(Some.Time));
        var step = order.Apply(new OrderEvent.NotSent(Some.Time, "late"));
        Assert.Equal((TransitionOutcome.Stale, OrderStatus.PendingCancel), (step.Outcome, step.To));
    }

    [Fact]
    public void Absence_OfAnOrderThatTheVenueAccepted_IsAViolation()
    {
        var step = Working().After(new OrderEvent.CancelRequested(Some.Time)).Apply(new OrderEvent.ProvenAbsent(Some.Time));
        Assert.Equal((TransitionOutcome.Violation, OrderStatus.PendingCancel), (step.Outcome, step.To));
        Assert.Equal($"Order {Some.OrderId}: the venue lost what it accepted.", step.Violation);
        var neverArrived = Some.Order().After(Approved, new OrderEvent.CancelRequested(Some.Time));
        Assert.Equal(OrderStatus.Cancelled, neverArrived.Apply(new OrderEvent.ProvenAbsent(Some.Time)).To);
    }

    [Fact]
    public void AveragePrice_OfAGreatPrice_KeepsTheDigitsThereAre()
    {
        var order = Working().After(Some.Fill("1", 1, 123_456_789_012), Some.Fill("2", 2, 123_456_789_013));
        Assert.Equal(123_456_789_012.67m, decimal.Round(order.AveragePrice!.Value.Value, 2));
    }

    [Fact]
    public void Doubt_ThenProofOfAbsence_TriesAgain()
    {
        var order = Some.Order().After(Approved, new OrderEvent.OutcomeUnknown(Some.Time, "time-out", 1));
        Assert.Equal((OrderStatus.Unknown, "time-out"), (order.Status, order.Reason));
        order = order.After(new OrderEvent.ProvenAbsent(Some.Time, 1));
        Assert.Equal((OrderStatus.PendingSubmit, 2), (order.Status, order.Attempt));
        Assert.Equal(OrderStatus.Failed, order.Apply(new OrderEvent.GivenUp(Some.Time, "3 attempts")).To);
    }

    [Fact]
    public void Expiry_ReachedByUs_EndsAsExpired()
    {
        var order = Working().After(Some.Fill("1", 4), new OrderEvent.ExpiryReached(Some.Time));
        Assert.Equal(OrderStatus.PendingCancel, order.Status);
        order = order.After(new OrderEvent.Cancelled(Some.Time, Quantity.Create(4)));
        Assert.Equal((OrderStatus.Expired, 4m), (order.Status, order.FilledQuantity.Value));
    }

    [Fact]
    public void Modify_AcceptedByTheVenue_ChangesTheTermsAndReturnsToWork()
    {
        var asked = Working().After(
            Some.Fill("1", 4), new OrderEvent.ModifyRequested(Some.Time, Quantity.Create(8), Price.Create(99)));
        Assert.Equal((OrderStatus.PendingModify, 8m), (asked.Status, asked.RequestedQuantity!.Value.Value));
        var changed = asked.After(new OrderEvent.Modified(Some.Time, Quantity.Create(8), Price.Create(99)));
        Assert.Equal((OrderStatus.PartiallyFilled, 8m, 99m), (changed.Status, changed.Quantity.Value, changed.LimitPrice!.Value.Value));
        Assert.Null(changed.RequestedQuantity);
        Assert.Equal(10m, changed.Terms.Quantity.Value);
        var kept = asked.After(new OrderEvent.ModifyRejected(Some.Time, "-2038"));
        Assert.Equal((OrderStatus.PartiallyFilled, 10m, "-2038"), (kept.Status, kept.Quantity.Value, kept.Reason));
    }

    [Fact]
    public void Modify_DownToWhatIsFilled_EndsFilled()
    {
        var order = Working().After(Some.Fill("1", 4), new OrderEvent.ModifyRequested(Some.Time, Quantity.Create(3), null));
        order = order.After(new OrderEvent.Modified(Some.Time, Quantity.Create(3), null));
        Assert.Equal((OrderStatus.Filled, 4m), (order.Status, order.Quantity.Value));
    }

    [Fact]
    public void Event_ThatCannotHappen_IsAnsweredWithAViolation()
    {
        var step = Some.Order().Apply(Some.Accepted());
        Assert.Equal(TransitionOutcome.Violation, step.Outcome);
        Assert.Equal($"Order {Some.OrderId}: Accepted cannot happen in status Created.", step.Violation);
    }

    [Fact]
    public void Create_WithoutWhatAnOrderNeeds_Throws()
    {
        Assert.Throws<ArgumentException>(() => Order.Create(Some.Terms() with { OrderId = default }, Some.Time));
        Assert.Throws<ArgumentException>(() => Order.Create(Some.Terms(0), Some.Time));
    }

    [Fact]
    public void Reasons_OfEveryEnd_AreKept()
    {
        Assert.Equal("no stop", Some.Order().Apply(new OrderEvent.RiskDenied(Some.Time, "no stop")).Order.Reason);
        Assert.Equal("-2010", Some.Order().After(Approved, new OrderEvent.Rejected(Some.Time, "-2010", 1)).Reason);
        Assert.Equal("IOC", Working().Apply(new OrderEvent.Expired(Some.Time, null, "IOC")).Order.Reason);
        Assert.Equal("ann: gone", Working().Apply(new OrderEvent.ClosedByPerson(Some.Time, "ann", "gone")).Order.Reason);
        var refused = Working().After(new OrderEvent.CancelRequested(Some.Time), new OrderEvent.CancelRejected(Some.Time, "-2011"));
        Assert.Equal((OrderStatus.PendingCancel, "-2011"), (refused.Status, refused.Reason));
        Assert.Equal(TransitionOutcome.Duplicate, Working().Apply(new OrderEvent.Resubmitted(Some.Time)).Outcome);
        Assert.Equal(OrderStatus.Submitted, Working().Apply(new OrderEvent.DeadlineElapsed(Some.Time)).To);
    }

    [Fact]
    public void Trades_BeyondTheBound_ForgetTheOldest()
    {
        var trades = AppliedTrades.From(Enumerable.Range(0, AppliedTrades.CountMax + 1).Select(n => TradeId.Create($"t{n}")));
        Assert.Equal(AppliedTrades.CountMax, trades.Count);
        Assert.False(trades.Contains(TradeId.Create("t0")));
        Assert.Equal(trades, trades.Add(TradeId.Create("t1")));
        Assert.NotEqual(trades, AppliedTrades.None);
    }

    // Trades come twice and in any order, mixed with the venue's other news: what counts is counted once.
    [Fact]
    public void History_ShuffledAndDuplicated_CountsDistinctTradesOnceAndEndsTheSame() => Gen.Select(
        Gen.Int[1, 9].Array[1, 6], Gen.Int[0, 20], Gen.Int[0, int.MaxValue / 2]).Sample((sizes, rest, seed) =>
    {
        var ordered = sizes.Sum() + rest;
        OrderEvent end = rest == 0 ? Some.Accepted() : new OrderEvent.Cancelled(Some.Time, Quantity.Create(sizes.Sum()));
        List<OrderEvent> events = [Some.Accepted(), end, .. sizes.Select((size, index) => Some.Fill($"t{index}", size))];
        var random = new Random(seed);
        var once = Shuffled(events, random);
        var twice = Shuffled([.. events, .. events], random);
        var start = Some.Order(ordered).After(Approved);
        var (first, second) = (start.After([.. once]), start.After([.. twice]));
        return first.FilledQuantity.Value == sizes.Sum() && second.FilledQuantity == first.FilledQuantity
            && first.Status == second.Status && first.Status == (rest == 0 ? OrderStatus.Filled : OrderStatus.Cancelled)
            && second.UnexpectedQuantity.IsZero && second.FilledNotional == first.FilledNotional;
    });

    [Fact]
    public void Snapshot_ThroughJson_IsTheSameOrder()
    {
        var order = Working().After(
            Some.Fill("1", 4, 100.5m, 0.1m, Some.Bnb),
            new OrderEvent.ModifyRequested(Some.Time, Quantity.Create(8), Price.Create(99)),
            new OrderEvent.Cancelled(Some.Time, Quantity.Create(5)));
        var json = JsonSerializer.Serialize(order.ToSnapshot());
        var again = Order.FromSnapshot(JsonSerializer.Deserialize<OrderSnapshot>(json)!);
        Assert.Equal(order, again);
        Assert.Equal(order.GetHashCode(), again.GetHashCode());
    }

    [Fact]
    public void Snapshot_Damaged_IsRefused()
    {
        var snapshot = Working().ToSnapshot();
        var error = Assert.Throws<ArgumentException>(() => Order.FromSnapshot(snapshot with { FilledQuantity = 11 }));
        Assert.StartsWith($"Order {Some.OrderId}: 11 filled of 10 ordered.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Order.FromSnapshot(snapshot with { Status = (OrderStatus)77 }));
    }

    private static List<OrderEvent> Shuffled(IReadOnlyList<OrderEvent> events, Random random)
    {
        var array = events.ToArray();
        random.Shuffle(array);
        return [.. array];
    }
}
