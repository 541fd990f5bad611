using Bot3.Messaging.Contracts;
using Bot3.Messaging.OrderSaga.Audit;
using Bot3.Messaging.OrderSaga.Tests.StateMachines;

namespace Bot3.Messaging.OrderSaga.Tests.Audit;

public sealed class AuditReplayTests
{
    public static TheoryData<OrderStatus> Statuses => [.. Enum.GetValues<OrderStatus>().Except([OrderStatus.PendingModify])];

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Trail_Alone_RebuildsTheOrder(OrderStatus status)
    {
        await using var bench = await SagaBench.StartAsync();
        var order = Sample.Submit();
        await ConformanceTests.BringToAsync(bench, order, status);
        await bench.TellAsync(Sample.Fill(order.OrderId, "late", 0.25m));
        await bench.TellAsync(Sample.Accepted(order.OrderId));

        var rebuilt = AuditReplay.Rebuild(await bench.TrailAsync(order.OrderId)).ToSnapshot();

        Assert.Equivalent((await bench.StateAsync(order.OrderId)).Order, rebuilt, strict: true);
    }

    [Fact]
    public async Task Trail_WithAGap_IsNotRebuilt()
    {
        await using var bench = await SagaBench.StartAsync();
        var order = Sample.Submit();
        await ConformanceTests.BringToAsync(bench, order, OrderStatus.Submitted);
        var trail = await bench.TrailAsync(order.OrderId);

        var error = Assert.Throws<InvalidOperationException>(() => AuditReplay.Rebuild([trail[0], trail[2]]));

        Assert.Equal($"Audit trail of {order.OrderId}: row 2 is missing.", error.Message);
    }
}
