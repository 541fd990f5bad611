using System.Text.Json;
using Bot3.Messaging.Bot3.Commands.Bench.Load;
using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.System_Tests.Bench;

/// <summary>What the load generator sends and counts.</summary>
public sealed class BenchLoadTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000_000)]
    [InlineData(int.MaxValue)]
    public void OrderId_OfItsPhase_LeadsBackToItsNumber(int number)
    {
        var ids = new BenchOrderIds(Now);

        Assert.Equal(number, ids.Number(ids.Id(number)));
        Assert.Equal(7, ids.Id(number).Version);
    }

    [Fact]
    public void OrderId_OfAnotherPhase_HasNoNumber()
        => Assert.Null(new BenchOrderIds(Now.AddMilliseconds(1)).Number(new BenchOrderIds(Now).Id(3)));

    [Fact]
    public void OrderIds_RiseWithNumberAndPhase()
    {
        string[] texts =
        [
            new BenchOrderIds(Now).Id(9).ToString(),
            new BenchOrderIds(Now).Id(10).ToString(),
            new BenchOrderIds(Now.AddMilliseconds(1)).Id(0).ToString(),
        ];

        Assert.Equal(texts.Order(StringComparer.Ordinal), texts);
    }

    [Fact]
    public void Template_Written_IsAnEnvelopeOfThatOrder()
    {
        var ids = new BenchOrderIds(Now);
        var template = new OrderTemplate(new SubmitOrder
        {
            OrderId = Guid.Empty,
            StrategyId = "bench",
            Account = "main",
            Symbol = "BTC/USDT",
            Side = OrderSide.Sell,
            Type = OrderType.Market,
            Quantity = 0.5m,
            StopLoss = 60_000m,
            CreatedAt = default,
        });
        template.Write(ids, 41, Now);

        using var body = JsonDocument.Parse(template.Write(ids, 42, Now.AddTicks(1_234_567)));

        var message = body.RootElement.GetProperty("message");
        Assert.Equal(ids.Id(42), message.GetProperty("orderId").GetGuid());
        Assert.Equal(ids.Id(42), body.RootElement.GetProperty("messageId").GetGuid());
        Assert.Equal(Now.AddTicks(1_234_567), message.GetProperty("createdAt").GetDateTimeOffset());
        Assert.Equal("Sell", message.GetProperty("side").GetString());
        Assert.Equal("urn:message:Bot3.Messaging.Contracts:SubmitOrder", body.RootElement.GetProperty("messageType")[0].GetString());
    }

    [Fact]
    public void Confirms_SingleAndMultipleInAnyOrder_CountEachTagOnce()
    {
        var window = new ConfirmWindow(8);

        Assert.Equal(1, window.Confirm(2, multiple: false));
        Assert.Equal(0, window.Confirm(2, multiple: false));
        Assert.Equal(3, window.Confirm(4, multiple: true));
        Assert.Equal(0, window.Confirm(3, multiple: true));
        Assert.Equal(8, window.Confirm(12, multiple: true));
    }

    [Fact]
    public void Confirm_BeyondTheCapacity_Throws()
        => Assert.Throws<ArgumentOutOfRangeException>(() => new ConfirmWindow(8).Confirm(9, multiple: false));

    [Fact]
    public void Phase_OrderFilledTwice_CountsOnce()
    {
        var phase = new OrderPhase(2, 2, TimeProvider.System);
        var both = phase.ReachesAsync(2);

        phase.Hear(0, OrderStatus.Filled, null);
        phase.Hear(0, OrderStatus.Filled, null);
        Assert.False(both.IsCompleted);
        phase.Hear(1, OrderStatus.Filled, null);

        Assert.True(both.IsCompleted);
        Assert.Equal(2, phase.Completed);
    }

    [Fact]
    public async Task Phase_OrderDenied_FailsWithTheReason()
    {
        var phase = new OrderPhase(2, 2, TimeProvider.System);

        phase.Hear(1, OrderStatus.Denied, "PriceStale");

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => phase.Refused);
        Assert.Contains("Denied: PriceStale", failure.Message, StringComparison.Ordinal);
    }
}
