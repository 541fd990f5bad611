using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Accounts;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Tests.Testing;

namespace Bot3.Messaging.ExchangeWorker.Tests.Accounts;

public sealed class AccountStreamTests
{
    [Fact]
    public async Task ReportThatFails_EndsTheRunThoughNothingElseIsTold()
    {
        await using var fixture = new ExchangeFixture();
        var account = await fixture.OpenAccountAsync();
        var order = fixture.Order();
        await fixture.PlaceAsync(account, order);
        fixture.Crashes.Restart(crashAt: 0);
        fixture.Gateway.Tell(fixture.Gateway.Fill(order.ClientOrderId, 1m));

        await Assert.ThrowsAsync<CrashException>(() => fixture.Get<AccountStream>().RunAsync(account, ExchangeFixture.Token));

        Assert.False(account.Gate.IsOpen);
        Assert.DoesNotContain(fixture.Outbox.Facts, fact => fact is OrderFilled);
    }

    [Fact]
    public async Task EventsOfManyOrders_ShareTransactions_AndAreToldOnceInTheOrdersOwnOrder()
    {
        await using var exchange = await PostgresExchange.StartAsync();
        var account = await exchange.OpenAccountAsync();
        var orders = await StoreAsync(exchange, 60);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(PostgresExchange.Token);
        var running = exchange.Get<AccountStream>().RunAsync(account, stop.Token);
        var (release, held) = await exchange.HoldGroupAsync();
        for (var part = 0; part < 3; part++)
        {
            var told = orders.Select(order => exchange.Gateway.Fill(order.ClientOrderId, 0.5m)).ToList();
            foreach (var next in told.Concat(told))
                exchange.Gateway.Tell(next);
        }

        release.SetResult();
        await held;
        while ((await exchange.StoredAsync(nameof(OrderFilled))).Count < 180)
        {
            Assert.False(running.IsCompleted, $"the stream's run has ended: {running.Exception}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, PostgresExchange.Token);
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(180, (await exchange.StoredAsync(nameof(OrderFilled))).DistinctBy(fact => fact.MessageId).Count());
        Assert.Equal(60, (await exchange.StoredAsync(nameof(OrderAccepted))).Count);
        foreach (var fills in exchange.Outbox.Told.OfType<OrderFilled>().GroupBy(fill => fill.OrderId))
        {
            var trades = fills.Select(fill => long.Parse(fill.TradeId, null)).ToList();
            Assert.Equal(trades.Order(), trades);
        }

        foreach (var order in orders)
            Assert.Equal((AttemptState.Filled, 1.5m), Described(await exchange.ReadAsync(order.ClientOrderId)));
        Assert.Contains(exchange.GroupSizes, size => size > 1);
    }

    private static (AttemptState State, decimal Filled) Described(Attempt? attempt) => (attempt!.State, attempt.FilledQuantity);

    /// <summary>Orders as they are while the venue has them and has not answered yet.</summary>
    private static async Task<List<PlaceOrder>> StoreAsync(PostgresExchange exchange, int count)
    {
        await using var fixture = new ExchangeFixture();
        var orders = Enumerable.Range(0, count).Select(_ => fixture.Order(quantity: 1.5m) with { Account = exchange.Account }).ToList();
        foreach (var order in orders)
        {
            exchange.Gateway.Take(order);
            var attempt = Attempt.For(order, AttemptState.Sending, TimeProvider.System.GetUtcNow());
            await exchange.InAsync(session => exchange.Get<IAttemptStore>().TryAddAsync(session, attempt, PostgresExchange.Token));
        }

        return orders;
    }
}
