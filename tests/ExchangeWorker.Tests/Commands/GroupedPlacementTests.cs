using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Values;
using Bot3.Messaging.ExchangeWorker.Accounts;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Commands;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.ExchangeWorker.Leases;
using Bot3.Messaging.ExchangeWorker.Tests.Testing;

namespace Bot3.Messaging.ExchangeWorker.Tests.Commands;

/// <summary>Placements that share transactions of a real database.</summary>
public sealed class GroupedPlacementTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ManyOrdersAtOnce_AreEachStoredSentAndToldOnce_InSharedTransactions()
    {
        await using var exchange = await PostgresExchange.StartAsync();
        var account = await exchange.OpenAccountAsync();
        var orders = Orders(exchange, 200);
        exchange.Gateway.OnPlace = async (request, _) =>
        {
            Assert.Equal(AttemptState.Sending, (await exchange.ReadAsync(request.ClientOrderId))?.State);
            exchange.Gateway.Take(request);
            var fill = exchange.Gateway.Fill(request.ClientOrderId, request.Quantity);
            return new PlacementAnswer.Accepted(fill.Order, [fill.Trade!]);
        };

        await PlaceTogetherAsync(exchange, account, orders);

        Assert.Equal(200, exchange.Gateway.Placed.Count);
        Assert.All(exchange.Gateway.Placed, placed => Assert.Equal(1, placed.Value));
        foreach (var order in orders)
        {
            var attempt = await exchange.ReadAsync(order.ClientOrderId);
            Assert.Equal((AttemptState.Filled, order.RiskDecisionId, 2m), (attempt!.State, attempt.RiskDecisionId, attempt.FilledQuantity));
        }

        var accepted = await exchange.StoredAsync(nameof(OrderAccepted));
        var filled = await exchange.StoredAsync(nameof(OrderFilled));
        Assert.Equal(orders.Select(order => order.OrderId).Order(), accepted.Select(told => told.OrderId).Order());
        Assert.Equal(orders.Select(order => order.OrderId).Order(), filled.Select(told => told.OrderId).Order());
        Assert.Equal(1, accepted.GroupBy(told => told.MessageId).Max(same => same.Count()));
        Assert.Contains(128, exchange.GroupSizes);
        Assert.Equal(0, exchange.GroupsTakenApart);
    }

    [Fact]
    public async Task AllKindsOfAnswersAtOnce_AreStoredAndToldAsAlone()
    {
        await using var exchange = await PostgresExchange.StartAsync();
        var account = await exchange.OpenAccountAsync();
        var orders = Orders(exchange, 40);
        var kinds = orders.Select((order, index) => (order.ClientOrderId, index % 4)).ToDictionary();
        exchange.Gateway.OnPlace = (request, _) => Task.FromResult<PlacementAnswer>(kinds[request.ClientOrderId] switch
        {
            0 => new PlacementAnswer.Rejected(FakeGateway.Reason("-2010", "insufficient balance")),
            1 => new PlacementAnswer.NotSent(FakeGateway.Reason("-1003", "too many requests"), true, TimeSpan.FromSeconds(7)),
            2 => new PlacementAnswer.Unknown(FakeGateway.Reason("Timeout", "no answer")),
            _ => new PlacementAnswer.Accepted(exchange.Gateway.Take(request), []),
        });

        await PlaceTogetherAsync(exchange, account, orders);
        await PlaceTogetherAsync(exchange, account, orders);

        AttemptState[] states = [AttemptState.Rejected, AttemptState.NotSent, AttemptState.Unknown, AttemptState.Open];
        foreach (var order in orders)
        {
            var attempt = await exchange.ReadAsync(order.ClientOrderId);
            Assert.Equal(states[kinds[order.ClientOrderId]], attempt!.State);
            Assert.Equal(attempt.State != AttemptState.NotSent, attempt.HoldsSlice);
        }

        Assert.All(exchange.Gateway.Placed, placed => Assert.Equal(1, placed.Value));
        foreach (var type in new[] { nameof(OrderRejected), nameof(OrderNotSent), nameof(OrderOutcomeUnknown), nameof(OrderAccepted) })
        {
            var told = await exchange.StoredAsync(type);
            Assert.Equal((20, 10), (told.Count, told.DistinctBy(fact => fact.MessageId).Count()));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TwoDeliveriesAtOnce_SendOnce(bool sameLanes)
    {
        await using var exchange = await PostgresExchange.StartAsync();
        var account = await exchange.OpenAccountAsync();
        var other = sameLanes ? account : exchange.Share(account.Lease);
        var order = Orders(exchange, 1)[0];
        var (release, held) = await exchange.HoldGroupAsync();
        var handler = exchange.Get<PlacementHandler>();
        Task[] deliveries = [handler.HandleAsync(account, order, Token), handler.HandleAsync(other, order, Token)];
        release.SetResult();
        await Task.WhenAll([held, .. deliveries]);

        Assert.Equal(1, exchange.Gateway.Placed[order.ClientOrderId]);
        Assert.Equal(AttemptState.Open, (await exchange.ReadAsync(order.ClientOrderId))!.State);
        Assert.Single((await exchange.StoredAsync(nameof(OrderAccepted))).DistinctBy(told => told.MessageId));
    }

    [Fact]
    public async Task TwoAttemptsAtOneSliceInOneGroup_OnlyTheFirstIsSent()
    {
        await using var exchange = await PostgresExchange.StartAsync();
        var account = await exchange.OpenAccountAsync();
        var first = Orders(exchange, 1)[0];
        var second = Next(first);
        var (release, held) = await exchange.HoldGroupAsync();
        var handler = exchange.Get<PlacementHandler>();
        Task[] deliveries =
            [handler.HandleAsync(account, first, Token), handler.HandleAsync(exchange.Share(account.Lease), second, Token)];
        release.SetResult();
        await Task.WhenAll([held, .. deliveries]);

        Assert.Equal([first.ClientOrderId], exchange.Gateway.Placed.Keys);
        Assert.Equal("SliceHeld", (await exchange.ReadAsync(second.ClientOrderId))!.ReasonCode);
    }

    [Fact]
    public async Task SliceTakenByAnotherProcessMeanwhile_RefusesThatOrderOnly()
    {
        await using var exchange = await PostgresExchange.StartAsync();
        var account = await exchange.OpenAccountAsync();
        var orders = Orders(exchange, 20);
        var culprit = orders[7];
        var asked = 0;
        exchange.OnHolds = async () =>
        {
            if (Interlocked.Increment(ref asked) != 5)
                return;

            // The group has read by now, and found the slice free.
            var holder = Attempt.For(Next(culprit), AttemptState.Sending, TimeProvider.System.GetUtcNow());
            Assert.True(await exchange.InAsync(session => exchange.Get<IAttemptStore>().TryAddAsync(session, holder, Token)));
        };

        await PlaceTogetherAsync(exchange, account, orders);

        var neighbours = orders.Where(order => order != culprit).Select(order => order.ClientOrderId);
        Assert.Equal(neighbours.Order(), exchange.Gateway.Placed.Keys.Order());
        Assert.All(exchange.Gateway.Placed, placed => Assert.Equal(1, placed.Value));
        var refused = await exchange.ReadAsync(culprit.ClientOrderId);
        Assert.Equal((AttemptState.NotSent, "SliceHeld", false), (refused!.State, refused.ReasonCode, refused.HoldsSlice));
        Assert.Equal(culprit.OrderId, Assert.Single(await exchange.StoredAsync(nameof(OrderNotSent))).OrderId);
        Assert.Equal(19, (await exchange.StoredAsync(nameof(OrderAccepted))).Count);
        Assert.True(exchange.GroupsTakenApart > 0, "the group was never taken apart: the slice was not taken in between");
    }

    [Fact]
    public async Task OneWorkFails_NeighboursAreSent_AndItsChangesAreNotWritten()
    {
        await using var exchange = await PostgresExchange.StartAsync();
        var account = await exchange.OpenAccountAsync();
        var orders = Orders(exchange, 10);
        var asked = 0;
        exchange.OnHolds = () =>
            Interlocked.Increment(ref asked) == 3 ? throw new CrashException("asking for the lease") : Task.CompletedTask;
        var (release, held) = await exchange.HoldGroupAsync();
        var placing = orders.Select(order => exchange.Get<PlacementHandler>().HandleAsync(account, order, Token)).ToList();
        release.SetResult();
        await held;
        await Assert.ThrowsAsync<CrashException>(() => Task.WhenAll(placing));

        Assert.Equal(9, exchange.Gateway.Placed.Count);
        var failed = orders.Single(order => !exchange.Gateway.Placed.ContainsKey(order.ClientOrderId));
        Assert.Null(await exchange.ReadAsync(failed.ClientOrderId));
        exchange.OnHolds = null;
        await exchange.Get<PlacementHandler>().HandleAsync(account, failed, Token);
        Assert.Equal(1, exchange.Gateway.Placed[failed.ClientOrderId]);
    }

    [Fact]
    public async Task LeaseTakenBeforeTheGroup_DefersAll()
    {
        await using var exchange = await PostgresExchange.StartAsync();
        var account = await exchange.OpenAccountAsync();
        await TakeOverAsync(exchange, account.Lease);

        await PlaceTogetherAsync(exchange, account, Orders(exchange, 20));

        Assert.Empty(exchange.Gateway.Placed);
        Assert.Equal(20, (await exchange.StoredAsync(nameof(PlaceOrder))).Count);
    }

    [Fact]
    public async Task LeaseLostInMidGroup_SendsNothing_AndTheTakeoverWaitsForTheGroup()
    {
        await using var exchange = await PostgresExchange.StartAsync();
        var account = await exchange.OpenAccountAsync();
        var orders = Orders(exchange, 20);
        var asked = 0;
        Task<int>? takeover = null;
        exchange.OnHolds = () =>
        {
            if (Interlocked.Increment(ref asked) != 10)
                return Task.CompletedTask;
            exchange.LoseLease();
            takeover = TakeOverAsync(exchange, account.Lease);
            return Task.CompletedTask;
        };

        await PlaceTogetherAsync(exchange, account, orders);

        Assert.Empty(exchange.Gateway.Placed);
        Assert.Equal(20, await takeover!);
        var told = await exchange.StoredAsync(nameof(OrderNotSent));
        Assert.Equal(orders.Select(order => order.OrderId).Order(), told.Select(fact => fact.OrderId).Order());
    }

    /// <summary>Takes the lease for another worker.</summary>
    /// <returns>How many attempts it finds stored.</returns>
    private static async Task<int> TakeOverAsync(PostgresExchange exchange, Lease lease)
    {
        var leases = exchange.Get<ILeaseStore>();
        await exchange.InAsync(async session =>
        {
            await leases.ReleaseAsync(session, lease, Token);
            return 0;
        });
        return await exchange.InAsync(async session =>
        {
            Assert.NotNull(await leases.TryAcquireAsync(session, exchange.Account, "worker-2", TimeSpan.FromHours(1), Token));
            await using var command = exchange.Get<Npgsql.NpgsqlDataSource>().CreateCommand("SELECT count(*) FROM exchange.attempts");
            return (int)(long)(await command.ExecuteScalarAsync(Token))!;
        });
    }

    private static async Task PlaceTogetherAsync(PostgresExchange exchange, AccountContext account, IReadOnlyList<PlaceOrder> orders)
    {
        var (release, held) = await exchange.HoldGroupAsync();
        var placing = orders.Select(order => exchange.Get<PlacementHandler>().HandleAsync(account, order, Token)).ToList();
        release.SetResult();
        await Task.WhenAll([held, .. placing]);
    }

    private static PlaceOrder Next(PlaceOrder order) => order with
    {
        Attempt = order.Attempt + 1,
        ClientOrderId = ClientOrderId.For(OrderId.Create(order.OrderId), order.Slice, order.Attempt + 1).Value,
    };

    private static List<PlaceOrder> Orders(PostgresExchange exchange, int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        var template = new PlaceOrder
        {
            OrderId = Guid.Empty,
            Slice = 0,
            Attempt = 0,
            ClientOrderId = "",
            StrategyId = "trend",
            Account = exchange.Account,
            Venue = "binance",
            Symbol = "BTC/USDT",
            Side = OrderSide.Buy,
            Type = OrderType.Limit,
            Quantity = 2m,
            LimitPrice = 100m,
            TimeInForce = TimeInForce.Gtc,
            RiskDecisionId = Guid.NewGuid(),
            LimitsVersion = 7,
            NotAfter = now.AddHours(1),
            RequestedAt = now,
        };
        return [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7(now)).Select(id => template with
        {
            OrderId = id,
            RiskDecisionId = Guid.CreateVersion7(now),
            ClientOrderId = ClientOrderId.For(OrderId.Create(id), 0, 0).Value,
        })];
    }
}
