using System.Text;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.OrderSaga.Tests.StateMachines;

namespace Bot3.Messaging.OrderSaga.Tests.Intake;

public sealed class IntakeTests
{
    [Fact]
    public async Task GoodBody_IsPassedToTheSaga()
    {
        await using var bench = await SagaBench.StartAsync();

        await bench.PublishRawAsync(WireNames.SubmitOrderIntakeQueue, Encoding.UTF8.GetBytes(SubmitOrderReaderTests.Good));

        var passed = Assert.Single(bench.Outbox.All);
        Assert.Equal(WireNames.OrderSagaQueue, passed.Queue);
        Assert.Equal(0.5m, Assert.IsType<SubmitOrder>(passed.Message).Quantity);
        Assert.Empty(await bench.DeadLettersAsync());
    }

    [Fact]
    public async Task BrokenBody_WithReadableIds_IsDeniedAndKept()
    {
        await using var bench = await SagaBench.StartAsync();
        var body = Encoding.UTF8.GetBytes(SubmitOrderReaderTests.Good.TrimEnd().TrimEnd('}'));

        await bench.PublishRawAsync(WireNames.SubmitOrderIntakeQueue, body);

        var told = Assert.Single(bench.Outbox.Told);
        Assert.Equal(("trend", OrderStatus.Denied), (told.StrategyId, told.Status));
        Assert.Equal("MalformedOrder", Assert.Single(told.Reasons).Code);
        var kept = Assert.Single(await bench.DeadLettersAsync());
        Assert.Equal(WireNames.SubmitOrderIntakeQueue, kept.Endpoint);
        Assert.Equal(body, kept.Body.ToArray());
    }

    [Fact]
    public async Task Garbage_IsKeptAndTheQueueGoesOn()
    {
        await using var bench = await SagaBench.StartAsync();

        await bench.PublishRawAsync(WireNames.SubmitOrderIntakeQueue, [0xFF, 0xFE, 0x00]);
        await bench.PublishRawAsync(WireNames.SubmitOrderIntakeQueue, Encoding.UTF8.GetBytes(SubmitOrderReaderTests.Good));

        Assert.Equal("MalformedOrder: The body is not valid UTF-8.", Assert.Single(await bench.DeadLettersAsync()).Reason);
        Assert.Empty(bench.Outbox.Told);
        Assert.Single(bench.Outbox.Of<SubmitOrder>());
    }

    [Fact]
    public async Task TooLargeBody_IsRefusedWithItsSizeAndCut()
    {
        await using var bench = await SagaBench.StartAsync();
        var body = Encoding.UTF8.GetBytes(SubmitOrderReaderTests.Good + new string(' ', 70_000));

        await bench.PublishRawAsync(WireNames.SubmitOrderIntakeQueue, body);

        var reason = Assert.Single(Assert.Single(bench.Outbox.Told).Reasons);
        Assert.Equal("MalformedOrderTooLarge", reason.Code);
        Assert.Equal($"The body has {body.Length} bytes, the limit is 65536.", reason.Message);
        Assert.Equal(65_536, Assert.Single(await bench.DeadLettersAsync()).Body.Length);
    }

    [Fact]
    public async Task Cancel_InPlainJson_IsPassedToTheSaga()
    {
        await using var bench = await SagaBench.StartAsync();

        await bench.PublishRawAsync(
            WireNames.CancelOrderIntakeQueue,
            """{"orderId":"0197f0c2-8f6e-7cc0-9d3c-5a4b1f0e2d11","strategyId":"trend","requestedAt":"2026-02-07T12:00:00Z"}"""u8.ToArray());

        Assert.Equal("trend", Assert.Single(bench.Outbox.Of<CancelOrder>()).StrategyId);
    }

    [Fact]
    public async Task Cancel_WithUnknownField_IsKeptAndNobodysOrderIsDenied()
    {
        await using var bench = await SagaBench.StartAsync();

        await bench.PublishRawAsync(
            WireNames.CancelOrderIntakeQueue,
            """{"orderId":"0197f0c2-8f6e-7cc0-9d3c-5a4b1f0e2d11","strategyId":"trend","requestedAt":"2026-02-07T12:00:00Z","x":1}"""u8.ToArray());

        Assert.Empty(bench.Outbox.All);
        Assert.Equal(
            "MalformedOrderFieldUnknown: Field 'x' is not known (known: orderId, strategyId, reason, requestedAt).",
            Assert.Single(await bench.DeadLettersAsync()).Reason);
    }
}
