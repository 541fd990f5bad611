using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Accounts;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Facts;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.ExchangeWorker.Reconciliation;
using Bot3.Messaging.ExchangeWorker.Tests.Commands;
using Bot3.Messaging.ExchangeWorker.Tests.Testing;

namespace Bot3.Messaging.ExchangeWorker.Tests.Accounts;

public sealed class AccountReconcilerTests : IAsyncDisposable
{
    private readonly ExchangeFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task FillsMissedWhileDisconnected_AreTold()
    {
        var account = await _fixture.OpenAccountAsync();
        var order = _fixture.Order();
        await _fixture.PlaceAsync(account, order);
        _fixture.Gateway.Fill(order.ClientOrderId, 0.5m);
        _fixture.Gateway.Fill(order.ClientOrderId, 0.25m);

        Assert.Null(await RunAsync(account));
        Assert.Null(await RunAsync(account));

        Assert.Equal(["OrderAccepted", "OrderFilled 1", "OrderFilled 2"],
            _fixture.Outbox.All.Select(told => PlacementHandlerTests.Describe(told.Message)));
        Assert.Contains("trades BTC/USDT from 3", _fixture.Gateway.Calls);
    }

    [Fact]
    public async Task OrderThatEndedWhileDisconnected_IsAskedFor()
    {
        var account = await _fixture.OpenAccountAsync();
        var order = _fixture.Order();
        await _fixture.PlaceAsync(account, order);
        _fixture.Gateway.Set(_fixture.Gateway.Orders[order.ClientOrderId] with { Status = VenueOrderStatus.Cancelled });

        await RunAsync(account);

        Assert.IsType<OrderCancelled>(_fixture.Outbox.Facts[^1]);
    }

    [Fact]
    public async Task AttemptInterruptedBeforeACrash_ComesIntoDoubtAndIsFound()
    {
        var account = await _fixture.OpenAccountAsync();
        var order = _fixture.Order();
        _fixture.Gateway.OnPlace = (request, _) =>
        {
            _fixture.Gateway.Take(request);
            throw new CrashException("sending");
        };
        await Assert.ThrowsAsync<CrashException>(() => _fixture.PlaceAsync(account, order));

        _fixture.Gateway.OnQuery = _ => VenueAnswer<VenueOrder?>.Failed(FakeGateway.Reason("NoConnection", "refused"));
        _fixture.Gateway.Orders.Remove(order.ClientOrderId, out var taken);
        await RunAsync(account);
        Assert.Equal("SendingInterrupted", Assert.IsType<OrderOutcomeUnknown>(Assert.Single(_fixture.Outbox.Facts)).Cause.Code);
        _fixture.Gateway.Orders.Add(order.ClientOrderId, taken!);
        await RunAsync(account);

        Assert.IsType<OrderAccepted>(_fixture.Outbox.Facts[^1]);
        Assert.Equal(1, _fixture.Gateway.Placed[order.ClientOrderId]);
    }

    [Fact]
    public async Task OrdersOfAPersonAndOrphans_AreLeftAlone()
    {
        var account = await _fixture.OpenAccountAsync();
        _fixture.Gateway.Take(_fixture.Order() with { ClientOrderId = "web_123" });
        _fixture.Gateway.Fill("web_123", 1m);
        _fixture.Gateway.Take(_fixture.Order());

        Assert.Null(await RunAsync(account));

        Assert.Empty(_fixture.Outbox.All);
        Assert.DoesNotContain(_fixture.Gateway.Calls, call => call.StartsWith("cancel", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OrphanThatStays_IsADifferenceWithItsAge_UntilItIsGone()
    {
        var account = await _fixture.OpenAccountAsync();
        var orphan = _fixture.Order();
        _fixture.Gateway.Take(orphan);
        await RunAsync(account);
        _fixture.Time.Advance(TimeSpan.FromMinutes(3));
        await RunAsync(account);
        var known = new Difference(DifferenceKinds.OrphanOrder, orphan.ClientOrderId, "");

        // Alerted by the second run, so not again here.
        Assert.Empty(account.Differences!.Update([known]));
        _fixture.Gateway.Set(_fixture.Gateway.Orders[orphan.ClientOrderId] with { Status = VenueOrderStatus.Cancelled });
        await RunAsync(account);
        Assert.Empty(account.Differences.Update([known]));
        _fixture.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal([known], account.Differences.Update([known]));
    }

    [Fact]
    public async Task UnreachableVenue_LeavesTheReconciliationIncomplete()
    {
        var account = await _fixture.OpenAccountAsync();
        _fixture.Gateway.Reachable = false;

        Assert.Equal("open orders: NoConnection", await RunAsync(account));
    }

    [Fact]
    public async Task LateFillAfterCancel_IsToldAllTheSame()
    {
        var account = await _fixture.OpenAccountAsync();
        var order = _fixture.Order();
        await _fixture.PlaceAsync(account, order);
        var fill = _fixture.Gateway.Fill(order.ClientOrderId, 0.5m);
        _fixture.Gateway.Trades.Clear();
        await _fixture.Get<VenueReports>().ReportAsync(
            _fixture.Gateway, fill.Order with { Status = VenueOrderStatus.Cancelled, ExecutedQuantity = 0 }, [], ExchangeFixture.Token);

        await _fixture.Get<VenueReports>().ReportAsync(_fixture.Gateway, fill.Order, [fill.Trade!], ExchangeFixture.Token);

        Assert.Equal(["OrderAccepted", "OrderCancelled", "OrderFilled 1"], _fixture.Outbox.Facts.Select(PlacementHandlerTests.Describe));
        Assert.Equal(AttemptState.Cancelled, (await _fixture.ReadAsync(order.ClientOrderId))!.State);
    }

    [Fact]
    public async Task OrderFoundAfterItWasRejected_IsToldWithAnAlarm()
    {
        var account = await _fixture.OpenAccountAsync();
        var order = _fixture.Order();
        _fixture.Gateway.OnPlace = (request, _) =>
        {
            _fixture.Gateway.Take(request);
            return Task.FromResult<PlacementAnswer>(new PlacementAnswer.Rejected(FakeGateway.Reason("-2010", "Duplicate order sent.")));
        };
        await _fixture.PlaceAsync(account, order);

        await RunAsync(account);

        Assert.Equal(["OrderRejected", "OrderAccepted"], _fixture.Outbox.Facts.Select(PlacementHandlerTests.Describe));
    }

    private Task<string?> RunAsync(AccountContext account) =>
        _fixture.Get<AccountReconciler>().RunAsync(account, ExchangeFixture.Token);
}
