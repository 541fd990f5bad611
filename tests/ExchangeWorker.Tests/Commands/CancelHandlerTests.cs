using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.ExchangeWorker.Tests.Testing;

namespace Bot3.Messaging.ExchangeWorker.Tests.Commands;

public sealed class CancelHandlerTests : IAsyncDisposable
{
    private readonly ExchangeFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Cancel_OfAnOpenOrder_TellsCancelled()
    {
        var account = await _fixture.OpenAccountAsync();
        var order = _fixture.Order();
        await _fixture.PlaceAsync(account, order);

        await _fixture.CancelAsync(account, order);

        Assert.Equal(["OrderAccepted", "OrderCancelled"], Facts());
    }

    [Fact]
    public async Task Cancel_AfterAFillThatNobodyTold_FetchesTheTradeAndTellsItFirst()
    {
        var account = await _fixture.OpenAccountAsync();
        var order = _fixture.Order();
        await _fixture.PlaceAsync(account, order);
        _fixture.Gateway.Fill(order.ClientOrderId, 0.5m);

        await _fixture.CancelAsync(account, order);

        Assert.Equal(["OrderAccepted", "OrderFilled 1", "OrderCancelled"], Facts());
        Assert.Equal(0.5m, _fixture.Outbox.Facts.OfType<OrderCancelled>().Single().CumulativeQuantity);
    }

    [Fact]
    public async Task Cancel_OfAnOrderThatFilledMeanwhile_TellsTheFillAndNoRefusal()
    {
        var account = await _fixture.OpenAccountAsync();
        var order = _fixture.Order();
        await _fixture.PlaceAsync(account, order);
        _fixture.Gateway.Fill(order.ClientOrderId, 2m);

        await _fixture.CancelAsync(account, order);

        Assert.Equal(["OrderAccepted", "OrderFilled 1"], Facts());
        Assert.Equal(AttemptState.Filled, (await _fixture.ReadAsync(order.ClientOrderId))!.State);
    }

    [Fact]
    public async Task Cancel_RefusedForAnotherReason_TellsTheRefusal()
    {
        var account = await _fixture.OpenAccountAsync();
        var order = _fixture.Order();
        await _fixture.PlaceAsync(account, order);
        _fixture.Gateway.OnCancel = _
            => new CancelAnswer.Refused(FakeGateway.Reason("-2011", "Order was not canceled due to cancel restrictions."), false);

        await _fixture.CancelAsync(account, order);

        Assert.Equal("-2011", Assert.IsType<OrderCancelRejected>(_fixture.Outbox.Facts[^1]).Reason.Code);
    }

    [Fact]
    public async Task Cancel_Unanswered_IsTriedAFewTimesAndLeftToTheDeadline()
    {
        var account = await _fixture.OpenAccountAsync();
        var order = _fixture.Order();
        await _fixture.PlaceAsync(account, order);
        _fixture.Gateway.OnCancel = _ => new CancelAnswer.Unanswered(FakeGateway.Reason("Timeout", "no answer"), TimeSpan.Zero);

        await _fixture.CancelAsync(account, order);

        Assert.Equal(3, _fixture.Gateway.Calls.Count(call => call.StartsWith("cancel", StringComparison.Ordinal)));
        Assert.Equal(["OrderAccepted"], Facts());
    }

    [Fact]
    public async Task Cancel_OfAnEndedOrder_TellsTheEndAgainWithoutAskingTheVenue()
    {
        var account = await _fixture.OpenAccountAsync();
        var order = _fixture.Order();
        await _fixture.PlaceAsync(account, order);
        await _fixture.CancelAsync(account, order);

        await _fixture.CancelAsync(account, order);

        Assert.Equal(["OrderAccepted", "OrderCancelled"], Facts());
        Assert.Single(_fixture.Gateway.Calls, call => call.StartsWith("cancel", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancel_WithoutAnAttempt_IsRefused()
    {
        var account = await _fixture.OpenAccountAsync();

        await _fixture.CancelAsync(account, _fixture.Order());

        Assert.Equal("AttemptUnknown", Assert.IsType<OrderCancelRejected>(Assert.Single(_fixture.Outbox.Facts)).Reason.Code);
        Assert.Empty(_fixture.Gateway.Calls);
    }

    [Fact]
    public async Task Cancel_OfAnOrderTheVenueForgot_IsRefusedAndTheOrderStaysOpen()
    {
        var account = await _fixture.OpenAccountAsync();
        var order = _fixture.Order();
        await _fixture.PlaceAsync(account, order);
        _fixture.Gateway.Orders.Clear();

        await _fixture.CancelAsync(account, order);

        Assert.Equal("OrderNotFound", Assert.IsType<OrderCancelRejected>(_fixture.Outbox.Facts[^1]).Reason.Code);
        Assert.Equal(AttemptState.Open, (await _fixture.ReadAsync(order.ClientOrderId))!.State);
    }

    private IEnumerable<string> Facts() => _fixture.Outbox.Facts.Select(PlacementHandlerTests.Describe);
}
