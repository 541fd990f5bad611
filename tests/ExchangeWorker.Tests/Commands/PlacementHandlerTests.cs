using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Facts;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.ExchangeWorker.Tests.Testing;

namespace Bot3.Messaging.ExchangeWorker.Tests.Commands;

public sealed class PlacementHandlerTests : IAsyncDisposable
{
    private readonly ExchangeFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Place_WhenAccepted_IsStoredBeforeItIsSentAndTold()
    {
        var account = await _fixture.OpenAccountAsync();
        var order = _fixture.Order();
        AttemptState? seenBySending = null;
        _fixture.Gateway.OnPlace = async (request, _) =>
        {
            seenBySending = (await _fixture.ReadAsync(request.ClientOrderId))?.State;
            return new PlacementAnswer.Accepted(_fixture.Gateway.Take(request), []);
        };

        await _fixture.PlaceAsync(account, order);

        Assert.Equal(AttemptState.Sending, seenBySending);
        var accepted = Assert.IsType<OrderAccepted>(Assert.Single(_fixture.Outbox.Facts));
        Assert.Equal((order.OrderId, order.ClientOrderId, "1000"), (accepted.OrderId, accepted.ClientOrderId, accepted.VenueOrderId));
        var attempt = await _fixture.ReadAsync(order.ClientOrderId);
        Assert.Equal((AttemptState.Open, order.RiskDecisionId), (attempt!.State, attempt.RiskDecisionId));
    }

    [Fact]
    public async Task Place_WhenAnswerTellsTrades_TellsAcceptanceThenFills()
    {
        var account = await _fixture.OpenAccountAsync();
        var order = _fixture.Order();
        _fixture.Gateway.OnPlace = (request, _) =>
        {
            _fixture.Gateway.Take(request);
            var first = _fixture.Gateway.Fill(request.ClientOrderId, 0.5m);
            var second = _fixture.Gateway.Fill(request.ClientOrderId, 1.5m);
            return Task.FromResult<PlacementAnswer>(new PlacementAnswer.Accepted(second.Order, [second.Trade!, first.Trade!]));
        };

        await _fixture.PlaceAsync(account, order);

        Assert.Equal(["OrderAccepted", "OrderFilled 1", "OrderFilled 2"], _fixture.Outbox.Facts.Select(Describe));
        Assert.Equal(AttemptState.Filled, (await _fixture.ReadAsync(order.ClientOrderId))!.State);
    }

    [Fact]
    public async Task Place_WhenRejected_TellsTheVenuesReason()
    {
        var account = await _fixture.OpenAccountAsync();
        _fixture.Gateway.OnPlace = (_, _) => Task.FromResult<PlacementAnswer>(
            new PlacementAnswer.Rejected(FakeGateway.Reason("-2010", "Account has insufficient balance for requested action.")));

        await _fixture.PlaceAsync(account, _fixture.Order());

        var rejected = Assert.IsType<OrderRejected>(Assert.Single(_fixture.Outbox.Facts));
        Assert.Equal("-2010", rejected.Reason.Code);
    }

    [Fact]
    public async Task Place_WhenNotSent_TellsItAndFreesTheSliceForTheNextAttempt()
    {
        var account = await _fixture.OpenAccountAsync();
        var first = _fixture.Order();
        _fixture.Gateway.OnPlace = (_, _) => Task.FromResult<PlacementAnswer>(
            new PlacementAnswer.NotSent(FakeGateway.Reason("-1003", "Too many requests"), true, TimeSpan.FromSeconds(7)));
        await _fixture.PlaceAsync(account, first);
        _fixture.Gateway.OnPlace = null;

        await _fixture.PlaceAsync(account, _fixture.Order(attempt: 1, orderId: first.OrderId));

        var notSent = Assert.IsType<OrderNotSent>(_fixture.Outbox.Facts[0]);
        Assert.Equal((true, TimeSpan.FromSeconds(7)), (notSent.Retryable, notSent.RetryAfter!.Value));
        Assert.IsType<OrderAccepted>(_fixture.Outbox.Facts[1]);
    }

    [Fact]
    public async Task Place_WhenOutcomeUnknown_TellsTheDoubtAndNeverSendsAgain()
    {
        var account = await _fixture.OpenAccountAsync();
        var order = _fixture.Order();
        _fixture.Gateway.OnPlace = (_, _) => Task.FromResult<PlacementAnswer>(
            new PlacementAnswer.Unknown(FakeGateway.Reason("-1007", "Timeout waiting for response from backend server.")));

        await _fixture.PlaceAsync(account, order);
        await _fixture.PlaceAsync(account, order);

        Assert.Equal(1, _fixture.Gateway.Placed[order.ClientOrderId]);
        var unknown = Assert.IsType<OrderOutcomeUnknown>(Assert.Single(_fixture.Outbox.Facts));
        Assert.Equal("-1007", unknown.Cause.Code);
        Assert.Equal(2, _fixture.Outbox.All.Count);
        Assert.Single(_fixture.Outbox.All.Select(told => told.MessageId).Distinct());
    }

    [Fact]
    public async Task Place_WhenNotAfterHasPassed_IsRefusedAsTooOld()
    {
        var account = await _fixture.OpenAccountAsync();
        var order = _fixture.Order();
        _fixture.Time.Advance(TimeSpan.FromHours(1));

        await _fixture.PlaceAsync(account, order);

        AssertRefused("EntryTooOld");
    }

    [Fact]
    public async Task Place_WithoutRiskDecision_IsRefused()
    {
        var account = await _fixture.OpenAccountAsync();

        await _fixture.PlaceAsync(account, _fixture.Order() with { RiskDecisionId = Guid.Empty });

        AssertRefused("RiskDecisionMissing");
    }

    [Fact]
    public async Task Place_WithAnotherOrdersClientOrderId_IsRefused()
    {
        var account = await _fixture.OpenAccountAsync();

        await _fixture.PlaceAsync(account, _fixture.Order() with { Attempt = 1 });

        AssertRefused("ClientOrderIdMismatch");
    }

    [Fact]
    public async Task Place_ForAnotherVenue_IsRefused()
    {
        var account = await _fixture.OpenAccountAsync();

        await _fixture.PlaceAsync(account, _fixture.Order() with { Venue = "elsewhere" });

        AssertRefused("AccountMismatch");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Place_NextAttemptWhileThePreviousIsNotProvenNowhere_IsRefused(bool inDoubt)
    {
        var account = await _fixture.OpenAccountAsync();
        var first = _fixture.Order();
        if (inDoubt)
        {
            _fixture.Gateway.OnPlace = (_, _) => Task.FromResult<PlacementAnswer>(
                new PlacementAnswer.Unknown(FakeGateway.Reason("Timeout", "no answer")));
        }

        await _fixture.PlaceAsync(account, first);
        var second = _fixture.Order(attempt: 1, orderId: first.OrderId);

        await _fixture.PlaceAsync(account, second);

        var refused = _fixture.Outbox.Facts.OfType<OrderNotSent>().Single();
        Assert.Equal(("SliceHeld", false), (refused.Reason.Code, refused.Retryable));
        Assert.False(_fixture.Gateway.Placed.ContainsKey(second.ClientOrderId));
    }

    [Fact]
    public async Task Place_WhileTheAccountReconciles_GoesBackToTheQueueAndIsPlacedLater()
    {
        var account = await _fixture.OpenAccountAsync(gateOpen: false);
        var order = _fixture.Order();

        await _fixture.PlaceAsync(account, order);

        Assert.Empty(_fixture.Gateway.Placed);
        var deferred = Assert.Single(_fixture.Outbox.All);
        Assert.Equal((order, "exchange-commands-main", _fixture.Time.GetUtcNow().AddSeconds(2)),
            (deferred.Message, deferred.Queue, deferred.DueAt));
        account.Gate.Open();
        await _fixture.PlaceAsync(account, (PlaceOrder)deferred.Message);
        Assert.IsType<OrderAccepted>(Assert.Single(_fixture.Outbox.Facts));
    }

    [Fact]
    public async Task Place_WithALeaseThatAnotherWorkerTookMeanwhile_IsNotSent()
    {
        var account = await _fixture.OpenAccountAsync();
        _fixture.Time.Advance(TimeSpan.FromHours(1));
        await _fixture.OpenAccountAsync(owner: "worker-2");

        await _fixture.PlaceAsync(account, _fixture.Order());

        Assert.Empty(_fixture.Gateway.Placed);
        Assert.Equal("exchange-commands-main", Assert.Single(_fixture.Outbox.All).Queue);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Place_ByAnOwnerThatWasSuspendedAndSucceeded_NeverLeaves(bool provenAbsent)
    {
        var old = await _fixture.OpenAccountAsync();
        var order = _fixture.Order() with { NotAfter = _fixture.Time.GetUtcNow().AddHours(3) };
        var suspended = new TaskCompletionSource();
        var resume = new TaskCompletionSource();
        _fixture.Gateway.OnBeforeSending = () =>
        {
            suspended.TrySetResult();
            return resume.Task;
        };
        var placing = _fixture.PlaceAsync(old, order);
        await suspended.Task.WaitAsync(ExchangeFixture.Token);

        // Nothing tells the suspended process of it: its lease ends by the store's clock, and another takes over.
        _fixture.Gateway.OnBeforeSending = null;
        _fixture.Time.Advance(TimeSpan.FromHours(1));
        var next = await _fixture.OpenAccountAsync(owner: "worker-2");
        await _fixture.PlaceAsync(next, order);
        Assert.IsType<OrderOutcomeUnknown>(Assert.Single(_fixture.Outbox.Facts));
        for (var question = 0; provenAbsent && question < 10; question++)
        {
            _fixture.Time.Advance(TimeSpan.FromSeconds(30));
            await _fixture.ResolveAsync(next, order);
        }

        var again = provenAbsent ? _fixture.Order(1, order.OrderId) with { NotAfter = order.NotAfter } : order;
        await _fixture.PlaceAsync(next, again);
        resume.SetResult();
        await placing;

        Assert.DoesNotContain(order.ClientOrderId, _fixture.Gateway.Placed.Keys);
        Assert.Equal(provenAbsent ? [again.ClientOrderId] : [], _fixture.Gateway.Placed.Keys);
        Assert.Equal(provenAbsent ? AttemptState.Absent : AttemptState.NotSent, (await _fixture.ReadAsync(order.ClientOrderId))!.State);
    }

    [Fact]
    public async Task Place_WhenTheLeaseEndsBeforeSending_IsToldAsNotSentAndMayBeRetried()
    {
        var account = await _fixture.OpenAccountAsync();
        _fixture.LoseLease();

        await _fixture.PlaceAsync(account, _fixture.Order());

        Assert.Empty(_fixture.Gateway.Placed);
        var notSent = Assert.IsType<OrderNotSent>(Assert.Single(_fixture.Outbox.Facts));
        Assert.Equal(("NotSentInTime", true), (notSent.Reason.Code, notSent.Retryable));
    }

    [Fact]
    public async Task Place_WhenTheStreamTellsFirst_TellsEachFactOnce()
    {
        var account = await _fixture.OpenAccountAsync();
        var order = _fixture.Order();
        _fixture.Gateway.OnPlace = async (request, token) =>
        {
            var taken = _fixture.Gateway.Take(request);
            var fill = _fixture.Gateway.Fill(request.ClientOrderId, 1m);
            await _fixture.Get<VenueReports>().ReportAsync(_fixture.Gateway, taken, [], token);
            await _fixture.Get<VenueReports>().ReportAsync(_fixture.Gateway, fill.Order, [fill.Trade!], token);
            return new PlacementAnswer.Accepted(fill.Order, [fill.Trade!]);
        };

        await _fixture.PlaceAsync(account, order);

        Assert.Equal(["OrderAccepted", "OrderFilled 1"], _fixture.Outbox.All.Select(told => Describe(told.Message)));
    }

    [Fact]
    public async Task Place_WhenTheAnswerIsLostButTheStreamSaysFilled_TellsNoDoubt()
    {
        var account = await _fixture.OpenAccountAsync();
        var order = _fixture.Order();
        _fixture.Gateway.OnPlace = async (request, token) =>
        {
            _fixture.Gateway.Take(request);
            var fill = _fixture.Gateway.Fill(request.ClientOrderId, 2m);
            await _fixture.Get<VenueReports>().ReportAsync(_fixture.Gateway, fill.Order, [fill.Trade!], token);
            return new PlacementAnswer.Unknown(FakeGateway.Reason("Timeout", "no answer"));
        };

        await _fixture.PlaceAsync(account, order);

        Assert.Equal(["OrderAccepted", "OrderFilled 1"], _fixture.Outbox.All.Select(told => Describe(told.Message)));
        Assert.Equal(AttemptState.Filled, (await _fixture.ReadAsync(order.ClientOrderId))!.State);
    }

    [Fact]
    public async Task Place_CrashedAtEveryStepAndDeliveredAgain_SendsAtMostOnceAndLosesNothing()
    {
        var crashedRuns = 0;
        for (var step = 0; ; step++)
        {
            await using var fixture = new ExchangeFixture();
            var account = await fixture.OpenAccountAsync();
            var order = fixture.Order();
            fixture.Gateway.OnPlace = (request, _) =>
            {
                fixture.Crashes.Step("before sending");
                fixture.Gateway.Take(request);
                var fill = fixture.Gateway.Fill(request.ClientOrderId, 2m);
                fixture.Crashes.Step("after sending");
                return Task.FromResult<PlacementAnswer>(new PlacementAnswer.Accepted(fill.Order, [fill.Trade!]));
            };
            fixture.Crashes.Restart(step);
            var crashed = await Record.ExceptionAsync(() => fixture.PlaceAsync(account, order)) is CrashException;
            fixture.Crashes.Restart();
            await fixture.PlaceAsync(account, order);
            await fixture.ResolveAsync(account, order);

            Assert.True(fixture.Gateway.Placed.GetValueOrDefault(order.ClientOrderId) <= 1, $"sent twice after a crash at step {step}");
            if (fixture.Gateway.Orders.Count > 0)
            {
                Assert.Equal(
                    ["OrderAccepted", "OrderFilled 1"],
                    fixture.Outbox.Facts.Where(fact => fact is not OrderOutcomeUnknown).Select(Describe));
            }

            if (!crashed)
                break;
            crashedRuns++;
        }

        Assert.True(crashedRuns >= 8, $"only {crashedRuns} steps were seen");
    }

    internal static string Describe(object fact) => fact is OrderFilled fill ? $"OrderFilled {fill.TradeId}" : fact.GetType().Name;

    private void AssertRefused(string code)
    {
        Assert.Empty(_fixture.Gateway.Placed);
        var refused = Assert.IsType<OrderNotSent>(Assert.Single(_fixture.Outbox.Facts));
        Assert.Equal((code, false), (refused.Reason.Code, refused.Retryable));
    }
}
