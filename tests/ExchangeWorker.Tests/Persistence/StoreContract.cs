using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Leases;
using Bot3.Messaging.ExchangeWorker.Limits;
using Bot3.Messaging.Persistence.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Bot3.Messaging.ExchangeWorker.Tests.Persistence;

/// <summary>What both kinds of stores must do alike.</summary>
public abstract class StoreContract
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Limit_TakenByMany_IsNeverTakenTwice_AndEachWindowStartsAnew()
    {
        await using var services = await StartAsync();
        var ledger = services.GetRequiredService<IRateLedger>();
        var key = new RateLimitKey("address:venue/here", "weight");
        var grants = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            _ => Task.Run(() => ledger.TakeAsync(key, 7, 30, 100, 0, Token).AsTask(), Token)));
        Assert.Equal(100, grants.Sum(grant => grant.Units));
        Assert.Equal(3, grants.Count(grant => grant.Units == 30));
        Assert.Equal(5, (await ledger.TakeAsync(key, 7, 5, 120, 0, Token)).Units);
        Assert.Equal(2, (await ledger.TakeAsync(key, 7, 5, 120, 118, Token)).Units);
        Assert.Equal(0, (await ledger.TakeAsync(key, 6, 5, 1000, 0, Token)).Units);
        Assert.Equal(30, (await ledger.TakeAsync(key, 8, 30, 100, 0, Token)).Units);
        Assert.Equal(100, (await ledger.TakeAsync(key with { Scope = "other" }, 8, 500, 100, 0, Token)).Units);
        Assert.Equal(50, (await ledger.TakeAsync(key, 9, 500, 100, 50, Token)).Units);
    }

    [Fact]
    public async Task Limit_HeldByOne_IsHeldForAll_AndNeverShortened()
    {
        await using var services = await StartAsync();
        var ledger = services.GetRequiredService<IRateLedger>();
        var key = new RateLimitKey("address:venue/here", "weight");
        await ledger.HoldAsync(key, Noon, Token);
        await ledger.HoldAsync(key, Noon.AddMinutes(-1), Token);
        Assert.Equal(Noon, (await ledger.TakeAsync(key, 7, 0, 100, 0, Token)).HeldUntil);
        await ledger.HoldAsync(key, Noon.AddMinutes(1), Token);
        Assert.Equal(new RateGrant(3, Noon.AddMinutes(1)), await ledger.TakeAsync(key, 7, 3, 100, 0, Token));
        Assert.Null((await ledger.TakeAsync(key with { Name = "orders" }, 7, 0, 100, 0, Token)).HeldUntil);
    }

    [Fact]
    public async Task Attempt_IsReadBackAsWritten()
    {
        await using var services = await StartAsync();
        var store = services.GetRequiredService<IAttemptStore>();
        var attempt = Attempt("b3one", Guid.NewGuid());
        Assert.True(await InAsync(services, session => store.TryAddAsync(session, attempt, Token)));
        var changed = attempt with
        {
            State = AttemptState.Unknown,
            VenueOrderId = "17",
            AcceptedAt = Noon,
            UnknownAt = Noon,
            ReasonCode = "Timeout",
            ReasonMessage = "no answer",
            Retryable = true,
            RetryAfter = TimeSpan.FromSeconds(3),
            Evidence = "none",
            FilledQuantity = 0.12345678m,
            NextQueryAt = Noon,
            QueryCount = 4,
            NotFoundCount = 2,
            LastNotFoundAt = Noon,
        };
        await InAsync(services, async session =>
        {
            await store.UpdateAsync(session, changed, Token);
            return true;
        });

        Assert.Equal(changed, await InAsync(services, session => store.LockAsync(session, "main", "b3one", Token)));
        Assert.Equal(changed, await InAsync(services, session => store.LockByVenueOrderAsync(session, "main", "BTC/USDT", "17", Token)));
        Assert.Null(await InAsync(services, session => store.LockAsync(session, "other", "b3one", Token)));
        Assert.Equal(changed, Assert.Single(await InAsync(services, session => store.ListDueAsync(session, "main", Noon, 10, Token))));
        Assert.Empty(await InAsync(services, session => store.ListDueAsync(session, "main", Noon.AddSeconds(-1), 10, Token)));
        Assert.Equal(changed, Assert.Single(await InAsync(services, session => store.ListUnsettledAsync(session, "main", 10, Token))));
    }

    [Fact]
    public async Task Slice_IsHeldByOneAttempt_UntilItGivesItUp()
    {
        await using var services = await StartAsync();
        var store = services.GetRequiredService<IAttemptStore>();
        var order = Guid.NewGuid();
        var first = Attempt("b3first", order);
        Assert.True(await InAsync(services, session => store.TryAddAsync(session, first, Token)));
        Assert.False(await InAsync(services, session => store.TryAddAsync(session, first, Token)));
        Assert.False(await InAsync(services, session => store.TryAddAsync(session, Attempt("b3second", order), Token)));
        Assert.Equal("b3first", (await InAsync(services, session => store.FindSliceHolderAsync(session, order, 0, Token)))?.ClientOrderId);

        await InAsync(services, async session =>
        {
            await store.UpdateAsync(session, first with { State = AttemptState.NotSent, HoldsSlice = false }, Token);
            return true;
        });

        Assert.Null(await InAsync(services, session => store.FindSliceHolderAsync(session, order, 0, Token)));
        Assert.True(await InAsync(services, session => store.TryAddAsync(session, Attempt("b3second", order), Token)));
    }

    [Fact]
    public async Task SessionThatIsNotCommitted_LeavesNothing()
    {
        await using var services = await StartAsync();
        var durable = services.GetRequiredService<IDurableStore>();
        var attempts = services.GetRequiredService<IAttemptStore>();
        var fills = services.GetRequiredService<IFillStore>();
        var cursors = services.GetRequiredService<ITradeCursorStore>();
        await using (var session = await durable.BeginAsync(Token))
        {
            Assert.True(await attempts.TryAddAsync(session, Attempt("b3gone", Guid.NewGuid()), Token));
            Assert.True(await fills.TryAddAsync(session, Fill(1), Token));
            await cursors.AdvanceAsync(session, "main", "BTC/USDT", 9, Token);
        }

        Assert.Null(await InAsync(services, session => attempts.LockAsync(session, "main", "b3gone", Token)));
        Assert.Empty(await InAsync(services, session => fills.ListAsync(session, "b3one", Token)));
        Assert.Null(await InAsync(services, session => cursors.GetAsync(session, "main", "BTC/USDT", Token)));
    }

    [Fact]
    public async Task Fill_IsAddedOnceByVenueSymbolAndTradeId()
    {
        await using var services = await StartAsync();
        var fills = services.GetRequiredService<IFillStore>();
        Assert.True(await InAsync(services, session => fills.TryAddAsync(session, Fill(2), Token)));
        Assert.False(await InAsync(services, session => fills.TryAddAsync(session, Fill(2) with { Quantity = 9m }, Token)));
        Assert.True(await InAsync(services, session => fills.TryAddAsync(session, Fill(1), Token)));

        Assert.Equal([Fill(1), Fill(2)], await InAsync(services, session => fills.ListAsync(session, "b3one", Token)));
    }

    [Fact]
    public async Task Cursor_OnlyMovesForward()
    {
        await using var services = await StartAsync();
        var cursors = services.GetRequiredService<ITradeCursorStore>();
        foreach (var tradeId in new long[] { 5, 9, 7 })
        {
            await InAsync(services, async session =>
            {
                await cursors.AdvanceAsync(session, "main", "BTC/USDT", tradeId, Token);
                return true;
            });
        }

        Assert.Equal(9, await InAsync(services, session => cursors.GetAsync(session, "main", "BTC/USDT", Token)));
        Assert.Null(await InAsync(services, session => cursors.GetAsync(session, "main", "ETH/USDT", Token)));
    }

    [Fact]
    public async Task Lease_HasOneOwner_AndAnOldTokenHoldsNothing()
    {
        await using var services = await StartAsync();
        var leases = services.GetRequiredService<ILeaseStore>();
        var hour = TimeSpan.FromHours(1);
        var first = await InAsync(services, session => leases.TryAcquireAsync(session, "main", "a", hour, Token));
        Assert.Equal(1, first!.Token);
        Assert.Null(await InAsync(services, session => leases.TryAcquireAsync(session, "main", "b", hour, Token)));
        Assert.True(await InAsync(services, session => leases.HoldsAsync(session, first, Token)));
        Assert.True(await InAsync(services, session => leases.TryRenewAsync(session, first, hour, Token)));
        await InAsync(services, async session =>
        {
            await leases.ReleaseAsync(session, first, Token);
            return true;
        });

        var second = await InAsync(services, session => leases.TryAcquireAsync(session, "main", "b", hour, Token));

        Assert.Equal(2, second!.Token);
        Assert.False(await InAsync(services, session => leases.HoldsAsync(session, first, Token)));
        Assert.False(await InAsync(services, session => leases.TryRenewAsync(session, first, hour, Token)));
        Assert.True(await InAsync(services, session => leases.HoldsAsync(session, second, Token)));
    }

    [Fact]
    public async Task Lease_OfTheSameOwner_IsTakenAgainWithANewToken()
    {
        await using var services = await StartAsync();
        var leases = services.GetRequiredService<ILeaseStore>();
        var first = await InAsync(services, session => leases.TryAcquireAsync(session, "main", "a", TimeSpan.FromHours(1), Token));
        var second = await InAsync(services, session => leases.TryAcquireAsync(session, "main", "a", TimeSpan.FromHours(1), Token));

        Assert.Equal(first!.Token + 1, second!.Token);
        Assert.False(await InAsync(services, session => leases.HoldsAsync(session, first, Token)));
    }

    private protected abstract Task<ServiceProvider> StartAsync();

    private static async Task<T> InAsync<T>(ServiceProvider services, Func<IDurableSession, ValueTask<T>> work)
    {
        await using var session = await services.GetRequiredService<IDurableStore>().BeginAsync(Token);
        var result = await work(session);
        await session.CommitAsync(Token);
        return result;
    }

    private static Attempt Attempt(string clientOrderId, Guid orderId) => new()
    {
        ClientOrderId = clientOrderId,
        OrderId = orderId,
        Slice = 0,
        Number = 0,
        StrategyId = "trend",
        Account = "main",
        Venue = "binance",
        Symbol = "BTC/USDT",
        Side = OrderSide.Sell,
        Type = OrderType.StopLossLimit,
        Quantity = 1.5m,
        LimitPrice = 99.5m,
        TriggerPrice = 100m,
        TimeInForce = TimeInForce.Gtc,
        RiskDecisionId = Guid.Parse("0199a000-0000-7000-8000-000000000002"),
        LimitsVersion = 3,
        StoredAt = Noon,
        State = AttemptState.Sending,
        HoldsSlice = true,
    };

    private static Fill Fill(long tradeId) => new()
    {
        Venue = "binance",
        Symbol = "BTC/USDT",
        TradeId = tradeId,
        ClientOrderId = "b3one",
        VenueOrderId = "17",
        Side = OrderSide.Sell,
        Price = 100.25m,
        Quantity = 0.5m,
        Fee = 0.0005m,
        FeeAsset = "BNB",
        IsMaker = true,
        ExecutedAt = Noon,
    };
}
