using Bot3.Messaging.Contracts;
using Bot3.Messaging.OrderSaga.Deadlines;
using Bot3.Messaging.OrderSaga.Tests.StateMachines;
using Microsoft.Extensions.DependencyInjection;

namespace Bot3.Messaging.OrderSaga.Tests.Deadlines;

public sealed class DeadlineTests
{
    [Fact]
    public async Task Created_Elapsed_AsksRiskAgain()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = Sample.Submit();
        await bench.TellAsync(order);
        Assert.Equal(Sample.Start.AddSeconds(15), (await bench.StateAsync(order.OrderId)).Deadline);

        await bench.PassDeadlineAsync(order.OrderId);

        Assert.Equal(2, bench.Outbox.Of<CheckRisk>().Count);
        Assert.Single(bench.Outbox.Told);
        Assert.Equal(Sample.Start.AddSeconds(15 + 30), (await bench.StateAsync(order.OrderId)).Deadline);
    }

    [Fact]
    public async Task PendingSubmit_Elapsed_IsUnknownAndAsksTheVenue()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = await OrderFlowTests.PendingSubmitAsync(bench);

        await bench.PassDeadlineAsync(order);
        await bench.PassDeadlineAsync(order);

        Assert.Equal("Unknown", (await bench.StateAsync(order)).CurrentState);
        Assert.Equal(2, bench.Outbox.Of<ResolveVenueOrder>().Count);
        Assert.Single(bench.Outbox.Of<PlaceOrder>());
    }

    [Fact]
    public async Task Unknown_Elapsed_GrowsItsIntervalUpToTheBoundAndAlertsOnce()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = await OrderFlowTests.PendingSubmitAsync(bench);
        await bench.TellAsync(Sample.Doubt(order));
        var waits = new List<double>();
        for (var round = 0; round < 8; round++)
        {
            waits.Add(((await bench.StateAsync(order)).Deadline!.Value - bench.Time.GetUtcNow()).TotalSeconds);
            await bench.PassDeadlineAsync(order);
        }

        var state = await bench.StateAsync(order);
        Assert.Equal([2, 4, 8, 16, 32, 60, 60, 60], waits);
        Assert.Equal("Unknown", state.CurrentState);
        Assert.True(state.Alerted);
    }

    [Fact]
    public async Task PendingCancel_Elapsed_CancelsAgainThenAsks()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = await OrderFlowTests.SubmittedAsync(bench);
        await bench.TellAsync(Sample.Cancel(order));

        await bench.PassDeadlineAsync(order);
        Assert.Equal((2, 0), (bench.Outbox.Of<CancelVenueOrder>().Count, bench.Outbox.Of<ResolveVenueOrder>().Count));
        await bench.PassDeadlineAsync(order);

        Assert.Equal((2, 1), (bench.Outbox.Of<CancelVenueOrder>().Count, bench.Outbox.Of<ResolveVenueOrder>().Count));
        Assert.Equal("PendingCancel", (await bench.StateAsync(order)).CurrentState);
    }

    [Fact]
    public async Task Resting_Elapsed_AsksAfterItsHealth()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = await OrderFlowTests.SubmittedAsync(bench);

        await bench.PassDeadlineAsync(order);

        Assert.Single(bench.Outbox.Of<ResolveVenueOrder>());
        Assert.Equal("Submitted", (await bench.StateAsync(order)).CurrentState);
    }

    [Fact]
    public async Task Deadline_OfAnEarlierStatus_IsIgnored()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = Sample.Submit();
        await bench.TellAsync(order);
        var old = (await bench.StateAsync(order.OrderId)).Deadline!.Value;
        await bench.TellAsync(Sample.Approved(order.OrderId));

        await bench.TellAsync(new OrderDeadlineElapsed
        {
            OrderId = order.OrderId, Status = OrderStatus.Created, Deadline = old, OccurredAt = old,
        });

        Assert.Single(bench.Outbox.Of<CheckRisk>());
        Assert.Equal("PendingSubmit", (await bench.StateAsync(order.OrderId)).CurrentState);
    }

    [Fact]
    public async Task Gtd_AtItsExpiry_IsCancelledAndEndsExpired()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = Sample.Submit() with { TimeInForce = TimeInForce.Gtd, ExpiresAt = Sample.Start.AddSeconds(40) };
        await bench.TellAsync(order);
        await bench.TellAsync(Sample.Approved(order.OrderId));
        await bench.TellAsync(Sample.Accepted(order.OrderId));
        Assert.Equal(TimeInForce.Gtc, Assert.Single(bench.Outbox.Of<PlaceOrder>()).TimeInForce);
        Assert.Equal(order.ExpiresAt, (await bench.StateAsync(order.OrderId)).Deadline);

        await bench.PassDeadlineAsync(order.OrderId);
        Assert.Single(bench.Outbox.Of<CancelVenueOrder>());
        await bench.TellAsync(Sample.Cancelled(order.OrderId));

        Assert.Equal(OrderStatus.Expired, bench.Outbox.Told[^1].Status);
    }

    [Fact]
    public async Task Ended_WithFillsMissing_AsksForThem()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = await OrderFlowTests.SubmittedAsync(bench);
        await bench.TellAsync(Sample.Cancelled(order, filled: 0.5m));
        Assert.Equal(0.5m, Assert.Single(bench.Outbox.Of<ReleaseReservation>()).FilledQuantity);

        await bench.PassDeadlineAsync(order);
        Assert.Single(bench.Outbox.Of<ResolveVenueOrder>());
        await bench.TellAsync(Sample.Fill(order, "t1", 0.5m));

        Assert.Null((await bench.StateAsync(order)).Deadline);
    }

    [Fact]
    public async Task Sweeper_TellsEachPassedDeadlineOnceUnderAFixedId()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = Sample.Submit();
        await bench.TellAsync(order);
        var sweeper = bench.Services.GetRequiredService<DeadlineSweeper>();
        bench.Outbox.Clear();
        Assert.Equal(0, await sweeper.SweepAsync(TestContext.Current.CancellationToken));
        bench.Time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(1, await sweeper.SweepAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await sweeper.SweepAsync(TestContext.Current.CancellationToken));
        using var other = ActivatorUtilities.CreateInstance<DeadlineSweeper>(bench.Services);
        Assert.Equal(1, await other.SweepAsync(TestContext.Current.CancellationToken));

        Assert.Single(bench.Outbox.All.Select(sent => sent.MessageId).Distinct());
        Assert.All(bench.Outbox.All, sent => Assert.Equal(WireNames.OrderSagaQueue, sent.Queue));
        Assert.Equal(OrderStatus.Created, bench.Outbox.Of<OrderDeadlineElapsed>()[0].Status);
    }
}
