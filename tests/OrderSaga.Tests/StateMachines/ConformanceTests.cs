using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.OrderSaga.Orders;
using Microsoft.Extensions.DependencyInjection;
using OrderStatus = Bot3.Messaging.Contracts.OrderStatus;

namespace Bot3.Messaging.OrderSaga.Tests.StateMachines;

/// <summary>Machine and domain table agree on every status × message.</summary>
public sealed class ConformanceTests
{
    public static TheoryData<OrderStatus> Statuses => [.. Enum.GetValues<OrderStatus>()];

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Machine_InStatus_AnswersEveryMessageAsTheDomainDoes(OrderStatus status)
    {
        await using var bench = await SagaBench.StartAsync();
        foreach (var (name, tell, happened) in Messages())
        {
            var order = Sample.Submit(Guid.NewGuid());
            await BringToAsync(bench, order, status);
            var before = await bench.StateAsync(order.OrderId);
            var rows = (await bench.TrailAsync(order.OrderId)).Count;
            var expected = Order.FromSnapshot(before.Order).Apply(happened(order.OrderId));

            await tell(bench, order.OrderId);

            var row = (await bench.TrailAsync(order.OrderId))[rows];
            var after = await bench.StateAsync(order.OrderId);
            Assert.True(
                row.To == OrderMapping.ToContract(expected.To) && row.Outcome.ToString() == expected.Outcome.ToString(),
                $"{name} in {status}: machine {row.Outcome} to {row.To}, domain {expected.Outcome} to {expected.To}");
            Assert.Equal(after.Order.Status.ToString(), after.CurrentState);
        }

        Assert.Empty(await bench.DeadLettersAsync());
    }

    [Fact]
    public async Task Machine_States_AreTheDomainsStatuses()
    {
        await using var bench = await SagaBench.StartAsync();
        var machine = bench.Services.GetRequiredService<OrderSaga.StateMachines.OrderStateMachine>();

        var own = machine.States.Select(state => state.Name).Except(["Initial", "Final"]);

        Assert.Equal(Enum.GetNames<Domain.Orders.OrderStatus>().Order(), own.Order());
    }

    private static IEnumerable<(string Name, Func<SagaBench, Guid, Task> Tell, Func<Guid, OrderEvent> Happened)> Messages()
    {
        yield return Pair(id => Sample.Submit(id), _ => new OrderEvent.Resubmitted(Sample.Start));
        yield return Pair(Sample.Approved, OrderFacts.From);
        yield return Pair(Sample.Denied, OrderFacts.From);
        yield return Pair(Sample.Accepted, OrderFacts.From);
        yield return Pair(Sample.Rejected, OrderFacts.From);
        yield return Pair(id => Sample.NotSent(id), OrderFacts.From);
        yield return Pair(id => Sample.Doubt(id), OrderFacts.From);
        yield return Pair(id => Sample.Absent(id), OrderFacts.From);
        yield return Pair(id => Sample.Fill(id, "partial", 0.25m), OrderFacts.From);
        yield return Pair(id => Sample.Fill(id, "whole", 1.5m), OrderFacts.From);
        yield return Pair(id => Sample.Cancel(id), OrderFacts.From);
        yield return Pair(id => Sample.Cancelled(id, 0.5m), OrderFacts.From);
        yield return Pair(Sample.CancelRejected, OrderFacts.From);
        yield return Pair(id => Sample.Expired(id, 0.5m), OrderFacts.From);

        static (string, Func<SagaBench, Guid, Task>, Func<Guid, OrderEvent>) Pair<T>(Func<Guid, T> message, Func<T, OrderEvent> fact)
            where T : class => (typeof(T).Name, (bench, id) => bench.TellAsync(message(id)), id => fact(message(id)));
    }

    internal static async Task BringToAsync(SagaBench bench, SubmitOrder order, OrderStatus status)
    {
        var id = order.OrderId;
        await bench.TellAsync(order);
        if (status is OrderStatus.Created)
            return;
        if (status is OrderStatus.Denied)
        {
            await bench.TellAsync(Sample.Denied(id));
            return;
        }

        await bench.TellAsync(Sample.Approved(id));
        if (status is OrderStatus.PendingSubmit)
            return;
        if (status is OrderStatus.Unknown)
        {
            await bench.TellAsync(Sample.Doubt(id));
            return;
        }

        if (status is OrderStatus.Rejected)
        {
            await bench.TellAsync(Sample.Rejected(id));
            return;
        }

        if (status is OrderStatus.Failed)
        {
            await bench.TellAsync(Sample.NotSent(id, retryable: false));
            return;
        }

        await bench.TellAsync(Sample.Accepted(id));
        await BringOnAsync(bench, id, status);
        Assert.Equal(status.ToString(), (await bench.StateAsync(id)).CurrentState);
    }

    private static async Task BringOnAsync(SagaBench bench, Guid id, OrderStatus status)
    {
        switch (status)
        {
            case OrderStatus.PartiallyFilled:
                await bench.TellAsync(Sample.Fill(id, "t1", 0.5m));
                break;
            case OrderStatus.Filled:
                await bench.TellAsync(Sample.Fill(id, "t1", 2m));
                break;
            case OrderStatus.PendingCancel:
                await bench.TellAsync(Sample.Cancel(id));
                break;
            case OrderStatus.Cancelled:
                await bench.TellAsync(Sample.Cancelled(id));
                break;
            case OrderStatus.Expired:
                await bench.TellAsync(Sample.Expired(id));
                break;
            case OrderStatus.PendingModify:
                await bench.ChangeAsync(id, state =>
                {
                    var asked = new OrderEvent.ModifyRequested(Sample.Start, null, null);
                    state.Order = Order.FromSnapshot(state.Order).Apply(asked).Order.ToSnapshot();
                    state.CurrentState = state.Order.Status.ToString();
                });
                break;
        }
    }
}
