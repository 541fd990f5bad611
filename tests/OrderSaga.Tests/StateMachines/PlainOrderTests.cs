using Bot3.Messaging.Contracts;
using Bot3.Messaging.OrderSaga.Audit;

namespace Bot3.Messaging.OrderSaga.Tests.StateMachines;

public sealed class PlainOrderTests
{
    [Fact]
    public async Task Order_ApprovedAcceptedFilled_IsFilledInSevenDeliveries()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = Sample.Submit();

        await bench.TellAsync(order);
        await bench.TellAsync(Sample.Approved(order.OrderId));
        await bench.TellAsync(Sample.Accepted(order.OrderId));
        await bench.TellAsync(Sample.Fill(order.OrderId, "t1", 0.5m));
        await bench.TellAsync(Sample.Fill(order.OrderId, "t2", 1.5m, 102m));

        Assert.Equal("Filled", (await bench.StateAsync(order.OrderId)).CurrentState);
        Assert.Equal(
            [OrderStatus.Created, OrderStatus.PendingSubmit, OrderStatus.Submitted, OrderStatus.PartiallyFilled, OrderStatus.Filled],
            bench.Outbox.Told.Select(told => told.Status));
        Assert.Equal([1, 2, 3, 4, 5], bench.Outbox.Told.Select(told => told.Sequence));
        Assert.Equal(101.5m, bench.Outbox.Told[^1].AveragePrice);
        Assert.Equal(0m, bench.Outbox.Told[^1].RemainingQuantity);
        Assert.Equal(
            [WireNames.RiskCheckQueue, WireNames.ExchangeCommandsQueue("main")],
            bench.Outbox.All.Where(sent => sent.Queue is not null).Select(sent => sent.Queue));
    }

    [Fact]
    public async Task Placement_CarriesDecisionClientIdAndLastMoment()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = Sample.Submit();
        await bench.TellAsync(order);
        bench.Time.Advance(TimeSpan.FromSeconds(3));

        await bench.TellAsync(Sample.Approved(order.OrderId));

        var place = Assert.Single(bench.Outbox.Of<PlaceOrder>());
        Assert.Equal(Sample.ClientId(order.OrderId), place.ClientOrderId);
        Assert.Equal((0, 0), (place.Slice, place.Attempt));
        Assert.Equal(7, place.LimitsVersion);
        Assert.Equal(new Guid("11111111-1111-4111-8111-111111111111"), place.RiskDecisionId);
        Assert.Equal(Sample.Start + TimeSpan.FromSeconds(60), place.NotAfter);
        Assert.Equal("binance", place.Venue);
    }

    [Fact]
    public async Task Audit_OfFilledOrder_NamesEveryTransition()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = Sample.Submit();
        var approval = Guid.NewGuid();
        await bench.TellAsync(order);
        await bench.TellAsync(Sample.Approved(order.OrderId), approval);
        await bench.TellAsync(Sample.Accepted(order.OrderId));
        await bench.TellAsync(Sample.Fill(order.OrderId, "t1", 2m));

        var trail = await bench.TrailAsync(order.OrderId);

        Assert.Equal(["SubmitOrder", "RiskApproved", "Accepted", "FillReceived"], trail.Select(row => row.Event));
        Assert.Equal([1, 2, 3, 4], trail.Select(row => row.Sequence));
        Assert.All(trail, row => Assert.Equal(AuditOutcome.Applied, row.Outcome));
        Assert.Equal(approval, trail[1].MessageId);
        Assert.Equal((OrderStatus?)OrderStatus.Created, trail[1].From);
        Assert.Equal(OrderStatus.PendingSubmit, trail[1].To);
    }

    [Fact]
    public async Task Denial_TellsEveryReasonAndReleasesNothing()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = Sample.Submit() with { StopLoss = null };
        await bench.TellAsync(order);

        await bench.TellAsync(Sample.Denied(order.OrderId));

        Assert.Equal(OrderStatus.Denied, bench.Outbox.Told[^1].Status);
        Assert.Equal("StopLossMissing", Assert.Single(bench.Outbox.Told[^1].Reasons).Code);
        Assert.Empty(bench.Outbox.Of<ReleaseReservation>());
        Assert.Empty(bench.Outbox.Of<PlaceOrder>());
    }

    [Fact]
    public async Task Rejection_ReleasesTheReservation()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = Sample.Submit();
        await bench.TellAsync(order);
        await bench.TellAsync(Sample.Approved(order.OrderId));

        await bench.TellAsync(Sample.Rejected(order.OrderId));

        var release = Assert.Single(bench.Outbox.Of<ReleaseReservation>());
        Assert.Equal((OrderStatus.Rejected, 0m), (release.FinalStatus, release.FilledQuantity));
        Assert.Equal("-2010", Assert.Single(bench.Outbox.Told[^1].Reasons).Code);
    }
}
