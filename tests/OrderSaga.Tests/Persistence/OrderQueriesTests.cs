using Bot3.Messaging.Contracts;
using Bot3.Messaging.OrderSaga.Persistence;
using Bot3.Messaging.OrderSaga.StateMachines;
using Bot3.Messaging.OrderSaga.Tests.Audit;
using Bot3.Messaging.OrderSaga.Tests.StateMachines;
using Bot3.Messaging.Persistence.Sagas;
using Bot3.Messaging.Persistence.Sessions;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Bot3.Messaging.OrderSaga.Tests.Persistence;

public sealed class OrderQueriesTests
{
    [Fact]
    public async Task List_InMemory_FiltersAndShowsTheNewestFirst()
    {
        await using var bench = await SagaBench.StartAsync();
        var token = TestContext.Current.CancellationToken;
        var first = Sample.Submit(Guid.NewGuid());
        var second = Sample.Submit(Guid.NewGuid()) with { StrategyId = "other" };
        await bench.TellAsync(first);
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        await bench.TellAsync(second);
        await bench.TellAsync(Sample.Approved(second.OrderId));

        Assert.Equal([second.OrderId, first.OrderId], await IdsAsync(bench.Queries, new OrderFilter()));
        Assert.Equal([first.OrderId], await IdsAsync(bench.Queries, new OrderFilter { Statuses = [OrderStatus.Created] }));
        Assert.Equal([second.OrderId], await IdsAsync(bench.Queries, new OrderFilter { StrategyId = "other" }));
        Assert.Equal([second.OrderId], await IdsAsync(bench.Queries, new OrderFilter { Since = Sample.Start.AddSeconds(1) }));
        Assert.Equal([first.OrderId], await IdsAsync(bench.Queries, new OrderFilter { Before = Sample.Start.AddSeconds(1) }));
        Assert.Equal(1, await bench.Queries.CountAsync(OrderStatus.PendingSubmit, token));
        Assert.Null(await bench.Queries.FindAsync(Guid.NewGuid(), token));
        var history = await bench.Queries.FindAsync(second.OrderId, token);
        Assert.Equal(("binance", 2), (history!.Order.Venue, history.Trail.Count));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => bench.Queries.ListAsync(new OrderFilter { Limit = 0 }, token).AsTask());
    }

    [Fact]
    public async Task List_InPostgres_ReadsWhatTheSagaStoreWrote()
    {
        await using var bench = await SagaBench.StartAsync();
        await using var services = await AuditTrailContractTests.StartAsync("Postgres");
        var token = TestContext.Current.CancellationToken;
        var order = Sample.Submit(Guid.NewGuid());
        await ConformanceTests.BringToAsync(bench, order, OrderStatus.PartiallyFilled);
        await SaveAsync(services, await bench.StateAsync(order.OrderId), token);
        var queries = services.GetRequiredService<IOrderQueries>();

        var listed = Assert.Single(await queries.ListAsync(
            new OrderFilter { Statuses = [OrderStatus.PartiallyFilled], StrategyId = "trend", Since = Sample.Start }, token));

        Assert.Equal((order.OrderId, 0.5m, 100m), (listed.OrderId, listed.FilledQuantity, listed.AveragePrice));
        Assert.Equal(1, await queries.CountAsync(OrderStatus.PartiallyFilled, token));
        Assert.Equal("4711", (await queries.FindAsync(order.OrderId, token))!.Order.VenueOrderId);
        Assert.Null(await queries.FindAsync(Guid.NewGuid(), token));
        Assert.Empty(await queries.ListAsync(new OrderFilter { Before = Sample.Start }, token));
    }

    private static async Task SaveAsync(ServiceProvider services, OrderState state, CancellationToken token)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton(services.GetRequiredService<IDurableStore>());
        collection.AddSingleton(services.GetRequiredService<NpgsqlDataSource>());
        collection.AddMassTransit(bus => bus.AddSagaStateMachine<OrderStateMachine, OrderState>().DurableRepository(OrderTables.State));
        await using var saga = collection.BuildServiceProvider();
        var store = saga.GetRequiredService<ISagaStore<OrderState>>();
        await using var session = await services.GetRequiredService<IDurableStore>().BeginAsync(token);
        Assert.True(await store.InsertAsync(session, state, token));
        await session.CommitAsync(token);
    }

    private static async Task<IEnumerable<Guid>> IdsAsync(IOrderQueries queries, OrderFilter filter) =>
        (await queries.ListAsync(filter, TestContext.Current.CancellationToken)).Select(order => order.OrderId);
}
