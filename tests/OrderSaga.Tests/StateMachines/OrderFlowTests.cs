using Bot3.Messaging.Contracts;
using Bot3.Messaging.OrderSaga.Audit;
using Bot3.Messaging.OrderSaga.StateMachines;

namespace Bot3.Messaging.OrderSaga.Tests.StateMachines;

public sealed class OrderFlowTests
{
    [Fact]
    public async Task NotSent_Retryable_IsTriedAgainLaterUnderANewClientId()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = await PendingSubmitAsync(bench);

        await bench.TellAsync(Sample.NotSent(order, retryAfter: TimeSpan.FromSeconds(2)));
        var due = bench.Outbox.All.Single(sent => sent.Message is NextAttemptDue);
        await bench.TellAsync((NextAttemptDue)due.Message);

        Assert.Equal(Sample.Start + TimeSpan.FromSeconds(2), due.DueAt);
        Assert.Equal(WireNames.OrderSagaQueue, due.Queue);
        Assert.Equal([Sample.ClientId(order), Sample.ClientId(order, 1)], bench.Outbox.Of<PlaceOrder>().Select(place => place.ClientOrderId));
    }

    [Fact]
    public async Task NotSent_ToldTwice_PlansOneAttempt()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = await PendingSubmitAsync(bench);

        await bench.TellAsync(Sample.NotSent(order));
        await bench.TellAsync(Sample.NotSent(order));
        var due = Assert.Single(bench.Outbox.Of<NextAttemptDue>());
        await bench.TellAsync(due);
        await bench.TellAsync(due);

        Assert.Equal(2, bench.Outbox.Of<PlaceOrder>().Count);
    }

    [Fact]
    public async Task NotSent_NotRetryable_FailsWithTheReasonAndReleases()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = await PendingSubmitAsync(bench);

        await bench.TellAsync(Sample.NotSent(order, retryable: false));

        Assert.Equal(OrderStatus.Failed, bench.Outbox.Told[^1].Status);
        Assert.Equal(["NotRetryable", "ConnectionRefused"], bench.Outbox.Told[^1].Reasons.Select(reason => reason.Code));
        Assert.Equal(OrderStatus.Failed, Assert.Single(bench.Outbox.Of<ReleaseReservation>()).FinalStatus);
    }

    [Fact]
    public async Task NotSent_AfterTheLastAttempt_Fails()
    {
        await using var bench = await SagaBench.StartAsync(("Orders:Placement:AttemptsMax", "2"));
        var order = await PendingSubmitAsync(bench);

        await bench.TellAsync(Sample.NotSent(order));
        await bench.TellAsync(bench.Outbox.Of<NextAttemptDue>()[^1]);
        await bench.TellAsync(Sample.NotSent(order, attempt: 1));

        Assert.Equal(OrderStatus.Failed, bench.Outbox.Told[^1].Status);
        Assert.Equal("AttemptsExhausted", bench.Outbox.Told[^1].Reasons[0].Code);
        Assert.Equal("Attempts made: 2, allowed: 2; none reached the venue.", bench.Outbox.Told[^1].Reasons[0].Message);
    }

    [Fact]
    public async Task NotSent_WithAWaitBeyondTheEntryLifetime_Fails()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = await PendingSubmitAsync(bench);

        await bench.TellAsync(Sample.NotSent(order, retryAfter: TimeSpan.FromMinutes(2)));

        Assert.Equal(OrderStatus.Failed, bench.Outbox.Told[^1].Status);
        Assert.Equal("EntryLifetimeOver", bench.Outbox.Told[^1].Reasons[0].Code);
    }

    [Fact]
    public async Task Approval_TooLate_IsNeverPlaced()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = Sample.Submit();
        await bench.TellAsync(order);
        bench.Time.Advance(TimeSpan.FromSeconds(61));

        await bench.TellAsync(Sample.Approved(order.OrderId));

        Assert.Empty(bench.Outbox.Of<PlaceOrder>());
        Assert.Equal(OrderStatus.Failed, bench.Outbox.Told[^1].Status);
        Assert.Single(bench.Outbox.Of<ReleaseReservation>());
    }

    [Fact]
    public async Task Unknown_ProvenAbsent_IsTriedAgain()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = await PendingSubmitAsync(bench);

        await bench.TellAsync(Sample.Doubt(order));
        Assert.Equal("Unknown", (await bench.StateAsync(order)).CurrentState);
        Assert.Empty(bench.Outbox.Of<NextAttemptDue>());
        await bench.TellAsync(Sample.Absent(order));

        Assert.Equal("PendingSubmit", (await bench.StateAsync(order)).CurrentState);
        Assert.Equal(2, Assert.Single(bench.Outbox.Of<NextAttemptDue>()).Attempt);
    }

    [Fact]
    public async Task Cancel_BeforeApproval_EndsAndALateApprovalIsReleased()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = Sample.Submit();
        await bench.TellAsync(order);

        await bench.TellAsync(Sample.Cancel(order.OrderId));
        await bench.TellAsync(Sample.Approved(order.OrderId));

        Assert.Equal("Cancelled", (await bench.StateAsync(order.OrderId)).CurrentState);
        Assert.Equal(OrderStatus.Cancelled, Assert.Single(bench.Outbox.Of<ReleaseReservation>()).FinalStatus);
        Assert.Empty(bench.Outbox.Of<PlaceOrder>());
    }

    [Fact]
    public async Task Cancel_AtTheVenue_IsProvenByTheVenue()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = await SubmittedAsync(bench);

        await bench.TellAsync(Sample.Cancel(order));
        Assert.Equal(Sample.ClientId(order), Assert.Single(bench.Outbox.Of<CancelVenueOrder>()).ClientOrderId);
        await bench.TellAsync(Sample.CancelRejected(order));
        Assert.Single(bench.Outbox.Of<ResolveVenueOrder>());
        await bench.TellAsync(Sample.Cancelled(order, 0m));

        Assert.Equal(OrderStatus.Cancelled, bench.Outbox.Told[^1].Status);
    }

    [Fact]
    public async Task Cancel_BetweenAttempts_EndsAtOnce()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = await PendingSubmitAsync(bench);
        await bench.TellAsync(Sample.NotSent(order));

        await bench.TellAsync(Sample.Cancel(order));
        await bench.TellAsync(bench.Outbox.Of<NextAttemptDue>()[0]);

        Assert.Equal("Cancelled", (await bench.StateAsync(order)).CurrentState);
        Assert.Empty(bench.Outbox.Of<CancelVenueOrder>());
        Assert.Single(bench.Outbox.Of<PlaceOrder>());
    }

    [Fact]
    public async Task Cancel_ByAnotherStrategy_ChangesNothingAndIsAudited()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = await SubmittedAsync(bench);

        await bench.TellAsync(Sample.Cancel(order, "other"));

        Assert.Equal("Submitted", (await bench.StateAsync(order)).CurrentState);
        Assert.Empty(bench.Outbox.Of<CancelVenueOrder>());
        var row = (await bench.TrailAsync(order))[^1];
        Assert.Equal(("CancelOrder", AuditOutcome.Violation), (row.Event, row.Outcome));
        Assert.Equal("NotTheOwner: strategy other asked, the order is trend's.", row.Cause);
    }

    [Fact]
    public async Task Submission_ToldAgain_TellsTheStatusAgainUnderItsNumber()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = Sample.Submit();
        await bench.TellAsync(order);
        await bench.TellAsync(Sample.Approved(order.OrderId));

        await bench.TellAsync(order with { CreatedAt = order.CreatedAt.AddSeconds(9), Quantity = 2.0m });

        Assert.Equal((OrderStatus.PendingSubmit, 2), (bench.Outbox.Told[^1].Status, bench.Outbox.Told[^1].Sequence));
        Assert.Single(bench.Outbox.Of<CheckRisk>());
        Assert.Equal(AuditOutcome.Duplicate, (await bench.TrailAsync(order.OrderId))[^1].Outcome);
    }

    [Fact]
    public async Task Submission_WithOtherContent_IsRefusedAndTheFirstStands()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = Sample.Submit();
        await bench.TellAsync(order);

        await bench.TellAsync(order with { Quantity = 3m });
        await bench.TellAsync(order with { StrategyId = "other" });

        Assert.Equal(2m, (await bench.StateAsync(order.OrderId)).Order.Quantity);
        Assert.Equal(["trend", "other"], bench.Outbox.Told.Skip(1).Select(told => told.StrategyId));
        Assert.All(bench.Outbox.Told.Skip(1), told => Assert.Equal("DuplicateOrderContent", Assert.Single(told.Reasons).Code));
        Assert.Equal([OrderStatus.Created, OrderStatus.Denied], bench.Outbox.Told.Skip(1).Select(told => told.Status));
    }

    [Fact]
    public async Task Fill_AfterTheEnd_IsAppliedAndMarkedLate()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = await SubmittedAsync(bench);
        await bench.TellAsync(Sample.Cancelled(order));

        await bench.TellAsync(Sample.Fill(order, "t1", 0.5m));

        Assert.Equal((OrderStatus.Cancelled, 0.5m), (bench.Outbox.Told[^1].Status, bench.Outbox.Told[^1].FilledQuantity));
        Assert.True((await bench.TrailAsync(order))[^1].Late);
    }

    [Fact]
    public async Task Fill_BeforeItsAcceptance_WinsAndTheAcceptanceIsStale()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = await PendingSubmitAsync(bench);

        await bench.TellAsync(Sample.Fill(order, "t1", 2m));
        await bench.TellAsync(Sample.Fill(order, "t1", 2m));
        await bench.TellAsync(Sample.Accepted(order));

        var state = await bench.StateAsync(order);
        Assert.Equal(("Filled", 2m), (state.CurrentState, state.Order.FilledQuantity));
        Assert.Equal(
            [AuditOutcome.Applied, AuditOutcome.Duplicate, AuditOutcome.Stale],
            (await bench.TrailAsync(order)).Skip(2).Select(row => row.Outcome));
    }

    [Fact]
    public async Task Fact_AboutAnUnknownOrder_IsKept()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = Guid.NewGuid();

        await bench.TellAsync(Sample.Fill(order, "t1", 2m));

        var kept = Assert.Single(await bench.DeadLettersAsync());
        Assert.Equal($"OrderNotFound: OrderFilled about order {order}, which is not known here.", kept.Reason);
        Assert.Equal(WireNames.OrderSagaQueue, kept.Endpoint);
    }

    [Theory]
    [InlineData(0, 500)]
    [InlineData(20, 2_500)]
    [InlineData(800, 15_000)]
    public void CancelRetryDelay_ByAge_GrowsWithinItsBounds(int ageSeconds, int expectedMilliseconds)
        => Assert.Equal(
            TimeSpan.FromMilliseconds(expectedMilliseconds),
            Bot3.Messaging.OrderSaga.StateMachines.StrayEvents.CancelRetryDelay(TimeSpan.FromSeconds(ageSeconds)));

    [Fact]
    public async Task Cancel_BeforeItsOrder_IsTriedAgainAndKeptInTheEnd()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = Guid.NewGuid();

        await bench.TellAsync(Sample.Cancel(order));
        Assert.Equal(Sample.Start + TimeSpan.FromMilliseconds(500), Assert.Single(bench.Outbox.All).DueAt);
        Assert.Empty(await bench.DeadLettersAsync());
        bench.Time.Advance(TimeSpan.FromMinutes(16));
        await bench.TellAsync(Sample.Cancel(order));

        Assert.Single(bench.Outbox.All);
        Assert.Single(await bench.DeadLettersAsync());
    }

    [Fact]
    public async Task Repetitions_BeyondTheBound_AreCountedAndNotWritten()
    {
        await using var bench = await SagaBench.StartAsync(("Orders:Placement:RepeatRowsMax", "3"));
        var order = await SubmittedAsync(bench);

        for (var round = 0; round < 6; round++)
            await bench.TellAsync(Sample.Accepted(order));

        Assert.Equal(3 + 3, (await bench.TrailAsync(order)).Count);
    }

    internal static async Task<Guid> PendingSubmitAsync(SagaBench bench)
    {
        var order = Sample.Submit();
        await bench.TellAsync(order);
        await bench.TellAsync(Sample.Approved(order.OrderId));
        return order.OrderId;
    }

    internal static async Task<Guid> SubmittedAsync(SagaBench bench)
    {
        var order = await PendingSubmitAsync(bench);
        await bench.TellAsync(Sample.Accepted(order));
        return order;
    }
}
