using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Accounts;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.ExchangeWorker.Tests.Testing;

namespace Bot3.Messaging.ExchangeWorker.Tests.Commands;

public sealed class AttemptResolverTests : IAsyncDisposable
{
    private readonly ExchangeFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Absence_IsProvenOnlyAfterTimeAndSpacedAnswers()
    {
        var (account, order) = await DoubtAsync();

        await AskForAsync(account, TimeSpan.FromSeconds(19));
        Assert.Equal(["OrderOutcomeUnknown"], Facts());
        await AskForAsync(account, TimeSpan.FromSeconds(20));

        var absent = Assert.IsType<OrderProvenAbsent>(_fixture.Outbox.Facts[^1]);
        Assert.Contains("answers 'not found' at least 00:00:02 apart", absent.Evidence, StringComparison.Ordinal);
        Assert.Equal(AttemptState.Absent, (await _fixture.ReadAsync(order.ClientOrderId))!.State);
        _fixture.Gateway.OnPlace = null;
        await _fixture.PlaceAsync(account, _fixture.Order(attempt: 1, orderId: order.OrderId));
        Assert.IsType<OrderAccepted>(_fixture.Outbox.Facts[^1]);
    }

    [Fact]
    public async Task Absence_IsNotProvenByAnUnreachableVenue()
    {
        var (account, order) = await DoubtAsync();
        _fixture.Gateway.Reachable = false;

        await AskForAsync(account, TimeSpan.FromMinutes(10));

        Assert.Equal(["OrderOutcomeUnknown"], Facts());
        var attempt = await _fixture.ReadAsync(order.ClientOrderId);
        Assert.Equal((AttemptState.Unknown, 0), (attempt!.State, attempt.NotFoundCount));
        Assert.True(attempt.QueryCount > 10);
    }

    [Fact]
    public async Task Absence_IsNotProvenWhileTheOrderIsAmongTheOpenOnes()
    {
        var (account, order) = await DoubtAsync();
        _fixture.Gateway.Take(order);
        _fixture.Gateway.OnQuery = _ => VenueAnswer<VenueOrder?>.Of(null);

        await AskForAsync(account, TimeSpan.FromMinutes(1));

        Assert.Equal(["OrderOutcomeUnknown", "OrderAccepted"], Facts());
    }

    [Fact]
    public async Task Absence_IsNotProvenWhileATradeCouldBeItsOwn()
    {
        var (account, order) = await DoubtAsync();
        _fixture.Gateway.Take(order);
        _fixture.Gateway.Fill(order.ClientOrderId, 2m);
        _fixture.Gateway.OnQuery = _ => VenueAnswer<VenueOrder?>.Of(null);
        _fixture.Gateway.Trades[0] = _fixture.Gateway.Trades[0] with { ClientOrderId = null };

        await AskForAsync(account, TimeSpan.FromMinutes(5));
        Assert.Equal(["OrderOutcomeUnknown"], Facts());
        _fixture.Gateway.OnQuery = null;
        await AskForAsync(account, TimeSpan.FromMinutes(1));

        Assert.Equal(["OrderOutcomeUnknown", "OrderAccepted", "OrderFilled 1"], Facts());
    }

    [Fact]
    public async Task Doubt_IsResolvedByWhatTheVenueSays()
    {
        var (account, order) = await DoubtAsync();
        _fixture.Gateway.Take(order);
        _fixture.Gateway.Fill(order.ClientOrderId, 0.5m);
        _fixture.Gateway.Set(_fixture.Gateway.Orders[order.ClientOrderId] with { Status = VenueOrderStatus.Expired, Reason = "STP" });

        await AskForAsync(account, TimeSpan.FromSeconds(2));

        Assert.Equal(["OrderOutcomeUnknown", "OrderAccepted", "OrderFilled 1", "OrderExpired"], Facts());
        Assert.Equal(1, _fixture.Gateway.Placed[order.ClientOrderId]);
    }

    [Fact]
    public async Task Resolve_AsksAtOnceAndTellsWhatIsKnownAgain()
    {
        var (account, order) = await DoubtAsync();
        _fixture.Gateway.Take(order);

        await _fixture.ResolveAsync(account, order);

        Assert.Equal(["OrderOutcomeUnknown", "OrderAccepted"], Facts());
    }

    [Fact]
    public async Task Resolve_OfAnOrderThatWasNeverTaken_AsksNobody()
    {
        var account = await _fixture.OpenAccountAsync();

        await _fixture.ResolveAsync(account, _fixture.Order());

        Assert.Empty(_fixture.Gateway.Calls);
        Assert.Empty(_fixture.Outbox.All);
    }

    [Fact]
    public async Task TradesThatLagBehindTheOrder_AreFetchedBeforeTheEndIsTold()
    {
        var (account, order) = await DoubtAsync();
        _fixture.Gateway.Take(order);
        _fixture.Gateway.Fill(order.ClientOrderId, 2m);
        var trade = _fixture.Gateway.Trades[0];
        _fixture.Gateway.Trades.Clear();

        await AskForAsync(account, TimeSpan.FromSeconds(3));
        Assert.Equal(["OrderOutcomeUnknown", "OrderAccepted"], Facts());
        _fixture.Gateway.Trades.Add(trade);
        await AskForAsync(account, TimeSpan.FromSeconds(30));

        Assert.Equal(["OrderOutcomeUnknown", "OrderAccepted", "OrderFilled 1"], Facts());
    }

    private async Task<(AccountContext Account, PlaceOrder Order)> DoubtAsync()
    {
        var account = await _fixture.OpenAccountAsync();
        var order = _fixture.Order();
        _fixture.Gateway.OnPlace = (_, _) => Task.FromResult<PlacementAnswer>(
            new PlacementAnswer.Unknown(FakeGateway.Reason("Timeout", "no answer within 12 s")));
        await _fixture.PlaceAsync(account, order);
        return (account, order);
    }

    private async Task AskForAsync(AccountContext account, TimeSpan duration)
    {
        for (var passed = TimeSpan.Zero; passed < duration; passed += TimeSpan.FromSeconds(1))
        {
            _fixture.Time.Advance(TimeSpan.FromSeconds(1));
            await _fixture.Get<DoubtLoop>().AskDueAsync(account, ExchangeFixture.Token);
        }
    }

    private IEnumerable<string> Facts() => _fixture.Outbox.Facts.Select(PlacementHandlerTests.Describe);
}
