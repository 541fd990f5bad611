using Bot3.Messaging.Domain.Orders;

namespace Bot3.Messaging.Domain.Tests.Orders;

public class OrderTransitionsTests
{
    private static IEnumerable<(OrderStatus Status, OrderEventKind Kind, Transition Answer)> All() =>
        from status in Enum.GetValues<OrderStatus>()
        from kind in Enum.GetValues<OrderEventKind>()
        select (status, kind, OrderTransitions.Next(status, kind));

    [Fact]
    public void Table_EveryPair_HasAnAnswer() => Assert.Equal(13 * 21, All().Count());

    [Fact]
    public void Table_UnlessApplied_KeepsTheStatus() => Assert.All(
        All().Where(line => line.Answer.Outcome is not TransitionOutcome.Applied),
        line => Assert.Equal(line.Status, line.Answer.Status));

    [Fact]
    public void Table_TerminalStatus_IsLeftOnlyByAFillThatCompletes() => Assert.All(
        All().Where(line => OrderStatuses.IsTerminal(line.Status) && line.Answer.Status != line.Status),
        line => Assert.Equal((OrderEventKind.Fill, OrderStatus.Filled), (line.Kind, line.Answer.Status)));

    [Fact]
    public void Table_DeniedOrder_NeverMoves() => Assert.All(
        All().Where(line => line.Status is OrderStatus.Denied),
        line => Assert.NotEqual(TransitionOutcome.Applied, line.Answer.Outcome));

    [Fact]
    public void Table_StatusWithoutAWayBackToTheVenue_IsReachedOnlyWithProof() => Assert.All(
        All().Where(line => line.Answer.Outcome is TransitionOutcome.Applied && line.Answer.Status is OrderStatus.Failed
            && line.Status is not OrderStatus.Failed && line.Kind is OrderEventKind.GiveUp),
        line => Assert.Contains(line.Status, new[] { OrderStatus.Created, OrderStatus.PendingSubmit }));

    [Fact]
    public void Table_OrderInDoubt_IsNeverSentAgainWithoutProof() => Assert.Equal(
        [OrderEventKind.NotSent, OrderEventKind.ProvenAbsent],
        All().Where(line => line.Status is OrderStatus.Unknown && line.Answer.Status is OrderStatus.PendingSubmit)
            .Select(line => line.Kind));

    [Fact]
    public void Table_BeforeApproval_NothingCanBeAtTheVenue() => Assert.All(
        All().Where(line => line.Status is OrderStatus.Created && OrderStatuses.MayBeAtVenue(line.Answer.Status)),
        line => Assert.Equal(OrderEventKind.RiskApproved, line.Kind));

    [Fact]
    public void Table_Deadline_IsAppliedInEveryStatusThatIsNotTerminal() => Assert.All(
        All().Where(line => line.Kind is OrderEventKind.DeadlineElapsed),
        line => Assert.Equal(
            OrderStatuses.IsTerminal(line.Status) ? TransitionOutcome.Stale : TransitionOutcome.Applied, line.Answer.Outcome));

    [Theory]
    [InlineData(OrderStatus.Created, OrderEventKind.RiskApproved, TransitionOutcome.Applied, OrderStatus.PendingSubmit)]
    [InlineData(OrderStatus.Created, OrderEventKind.RiskDenied, TransitionOutcome.Applied, OrderStatus.Denied)]
    [InlineData(OrderStatus.Created, OrderEventKind.CancelRequested, TransitionOutcome.Applied, OrderStatus.Cancelled)]
    [InlineData(OrderStatus.Cancelled, OrderEventKind.RiskApproved, TransitionOutcome.Stale, OrderStatus.Cancelled)]
    [InlineData(OrderStatus.PendingSubmit, OrderEventKind.CancelRequested, TransitionOutcome.Applied, OrderStatus.PendingCancel)]
    [InlineData(OrderStatus.PendingSubmit, OrderEventKind.Fill, TransitionOutcome.Applied, OrderStatus.Filled)]
    [InlineData(OrderStatus.Filled, OrderEventKind.Accepted, TransitionOutcome.Stale, OrderStatus.Filled)]
    [InlineData(OrderStatus.PendingSubmit, OrderEventKind.DeadlineElapsed, TransitionOutcome.Applied, OrderStatus.Unknown)]
    [InlineData(OrderStatus.PendingSubmit, OrderEventKind.NotSent, TransitionOutcome.Applied, OrderStatus.PendingSubmit)]
    [InlineData(OrderStatus.Unknown, OrderEventKind.Accepted, TransitionOutcome.Applied, OrderStatus.Submitted)]
    [InlineData(OrderStatus.Unknown, OrderEventKind.ProvenAbsent, TransitionOutcome.Applied, OrderStatus.PendingSubmit)]
    [InlineData(OrderStatus.Unknown, OrderEventKind.GiveUp, TransitionOutcome.Violation, OrderStatus.Unknown)]
    [InlineData(OrderStatus.Unknown, OrderEventKind.OutcomeUnknown, TransitionOutcome.Duplicate, OrderStatus.Unknown)]
    [InlineData(OrderStatus.PendingCancel, OrderEventKind.ProvenAbsent, TransitionOutcome.Applied, OrderStatus.Cancelled)]
    [InlineData(OrderStatus.PendingCancel, OrderEventKind.CancelRejected, TransitionOutcome.Applied, OrderStatus.PendingCancel)]
    [InlineData(OrderStatus.PendingCancel, OrderEventKind.Fill, TransitionOutcome.Applied, OrderStatus.Filled)]
    [InlineData(OrderStatus.PendingModify, OrderEventKind.Modified, TransitionOutcome.Applied, OrderStatus.Submitted)]
    [InlineData(OrderStatus.Cancelled, OrderEventKind.Fill, TransitionOutcome.Applied, OrderStatus.Filled)]
    [InlineData(OrderStatus.Cancelled, OrderEventKind.PartialFill, TransitionOutcome.Applied, OrderStatus.Cancelled)]
    [InlineData(OrderStatus.Failed, OrderEventKind.Accepted, TransitionOutcome.Violation, OrderStatus.Failed)]
    [InlineData(OrderStatus.Unknown, OrderEventKind.ClosedByPerson, TransitionOutcome.Applied, OrderStatus.Failed)]
    public void Table_LineThatMatters_SaysSo(OrderStatus status, OrderEventKind kind, TransitionOutcome outcome, OrderStatus next) =>
        Assert.Equal(new Transition(outcome, next), OrderTransitions.Next(status, kind));

    [Fact]
    public void Table_ValueOfNoStatus_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => OrderTransitions.Next((OrderStatus)99, OrderEventKind.Fill));

    [Fact]
    public void Statuses_InFlightAndTerminal_DoNotOverlap() => Assert.All(
        Enum.GetValues<OrderStatus>(),
        status => Assert.False(OrderStatuses.IsInFlight(status) && OrderStatuses.IsTerminal(status)));
}
