using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Accounts;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.ExchangeWorker.Leases;
using Bot3.Messaging.ExchangeWorker.Tests.Testing;
using Bot3.Messaging.Persistence.Sessions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Bot3.Messaging.ExchangeWorker.Tests.Accounts;

public sealed class AccountWorkerTests : IAsyncDisposable
{
    private readonly ExchangeFixture _fixture = new(options => options.LeaseDuration = TimeSpan.FromSeconds(3));
    private readonly CancellationTokenSource _stop = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task Commands_AreTakenOnlyAfterTheFirstReconciliation()
    {
        var running = Start();
        await _fixture.UntilAsync(() => _fixture.Get<AccountStatusBoard>().Accounts.Values.Any(held => held is not null), "lease taken");
        Assert.Empty(_fixture.Endpoint.Open);
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync());

        _fixture.Gateway.Tell(new VenueStreamEvent.Opened());
        await _fixture.UntilAsync(() => _fixture.Endpoint.Open.Count == 1, "queue read");

        Assert.True(_fixture.Endpoint.Open[0].Gate.IsOpen);
        Assert.Contains("open orders", _fixture.Gateway.Calls);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
        await StopAsync(running);
        Assert.Empty(_fixture.Endpoint.Open);
    }

    [Fact]
    public async Task Gap_HoldsNewOrdersUntilMissedFillsAreTold()
    {
        var running = Start();
        _fixture.Gateway.Tell(new VenueStreamEvent.Opened());
        await _fixture.UntilAsync(() => _fixture.Endpoint.Open.Count == 1, "queue read");
        var account = _fixture.Endpoint.Open[0];
        var order = _fixture.Order();
        await _fixture.PlaceAsync(account, order);

        _fixture.Gateway.Tell(new VenueStreamEvent.Closed("cut"));
        await _fixture.UntilAsync(() => !account.Gate.IsOpen, "gate shut");
        _fixture.Gateway.Fill(order.ClientOrderId, 2m);
        _fixture.Gateway.Reachable = false;
        _fixture.Gateway.Tell(new VenueStreamEvent.Opened());
        for (var step = 0; step < 20; step++)
            _fixture.Time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.False(account.Gate.IsOpen);
        _fixture.Gateway.Reachable = true;
        await _fixture.UntilAsync(() => account.Gate.IsOpen, "gate open");

        Assert.Equal(["OrderAccepted", "OrderFilled"], _fixture.Outbox.Facts.Select(fact => fact.GetType().Name));
        await StopAsync(running);
    }

    [Fact]
    public async Task StreamEvents_AreToldInOrderAndOnce()
    {
        var running = Start();
        _fixture.Gateway.Tell(new VenueStreamEvent.Opened());
        await _fixture.UntilAsync(() => _fixture.Endpoint.Open.Count == 1, "queue read");
        var order = _fixture.Order();
        await _fixture.PlaceAsync(_fixture.Endpoint.Open[0], order);
        var first = _fixture.Gateway.Fill(order.ClientOrderId, 0.5m);
        var second = _fixture.Gateway.Fill(order.ClientOrderId, 1.5m);

        foreach (var next in new[] { first, first, second, first, second })
            _fixture.Gateway.Tell(next);
        _fixture.Gateway.Tell(new VenueStreamEvent.BalancesReported([new AssetBalance { Asset = "BTC", Free = 2m, Locked = 0m }]));
        await _fixture.UntilAsync(
            () => _fixture.Broadcaster.Told.OfType<AccountBalancesSnapshot>().Any(told => told.Balances.Any(balance => balance.Asset == "BTC")),
            "balances told on change");

        Assert.Equal(["1", "2"], _fixture.Outbox.All.Select(told => told.Message).OfType<OrderFilled>().Select(fill => fill.TradeId));
        Assert.Contains(_fixture.Broadcaster.Told, told => told is MarketSnapshot);
        Assert.Contains(_fixture.Broadcaster.Told, told => told is VenueRulesSnapshot);
        await StopAsync(running);
    }

    [Fact]
    public async Task LeaseTakenByAnother_StopsCommandsAndStream_UntilItIsFreeAgain()
    {
        var running = Start();
        _fixture.Gateway.Tell(new VenueStreamEvent.Opened());
        await _fixture.UntilAsync(() => _fixture.Endpoint.Open.Count == 1, "queue read");
        var account = _fixture.Endpoint.Open[0];
        var other = await StealAsync(account.Lease);

        await _fixture.UntilAsync(() => _fixture.Endpoint.Open.Count == 0, "queue left");
        Assert.True(account.LeaseLost.IsCancellationRequested);
        await ReleaseAsync(other);
        _fixture.Gateway.Tell(new VenueStreamEvent.Opened());
        await _fixture.UntilAsync(() => _fixture.Endpoint.Open.Count == 1, "queue read again");

        Assert.True(_fixture.Endpoint.Open[0].Lease.Token > other.Token);
        await StopAsync(running);
    }

    private async Task<HealthStatus> HealthAsync() =>
        (await new AccountsHealthCheck(_fixture.Get<AccountStatusBoard>()).CheckHealthAsync(new HealthCheckContext(), ExchangeFixture.Token))
            .Status;

    private Task Start() => Task.Run(
        () => _fixture.Get<AccountWorker>().RunAsync(_fixture.Gateway, ["BTC/USDT"], _stop.Token), ExchangeFixture.Token);

    private async Task StopAsync(Task running)
    {
        await _stop.CancelAsync();
        await _fixture.UntilAsync(() => running.IsCompleted, "worker stopped");
        await running;
    }

    private async Task<Lease> StealAsync(Lease held)
    {
        await using var session = await _fixture.Get<MemoryDurableStore>().BeginAsync(ExchangeFixture.Token);
        var leases = _fixture.Get<ILeaseStore>();
        await leases.ReleaseAsync(session, held, ExchangeFixture.Token);
        var lease = await leases.TryAcquireAsync(session, "main", "thief", TimeSpan.FromHours(10), ExchangeFixture.Token);
        await session.CommitAsync(ExchangeFixture.Token);
        return lease!;
    }

    private async Task ReleaseAsync(Lease lease)
    {
        await using var session = await _fixture.Get<MemoryDurableStore>().BeginAsync(ExchangeFixture.Token);
        await _fixture.Get<ILeaseStore>().ReleaseAsync(session, lease, ExchangeFixture.Token);
        await session.CommitAsync(ExchangeFixture.Token);
    }
}
