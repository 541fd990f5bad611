using System.Text;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.OrderSaga.Intake;

namespace Bot3.Messaging.OrderSaga.Tests.Intake;

public sealed class SubmitOrderReaderTests
{
    internal const string Good =
        """
        {"orderId":"0197f0c2-8f6e-7cc0-9d3c-5a4b1f0e2d11","strategyId":"trend","account":"main","symbol":"BTC/USDT","side":"buy",
         "type":"limit","quantity":"0.5","limitPrice":100.25,"stopLoss":90,"createdAt":"2026-02-07T12:00:00+01:00"}
        """;

    [Fact]
    public void Body_WithAllThatIsNeeded_IsAnOrder()
    {
        var (order, refusal) = Read(Good);

        Assert.Null(refusal);
        Assert.Equal(new Guid("0197f0c2-8f6e-7cc0-9d3c-5a4b1f0e2d11"), order!.OrderId);
        Assert.Equal((OrderSide.Buy, OrderType.Limit, TimeInForce.Gtc), (order.Side, order.Type, order.TimeInForce));
        Assert.Equal((0.5m, 100.25m, 90m), (order.Quantity, order.LimitPrice, order.StopLoss));
        Assert.Equal(new DateTimeOffset(2026, 2, 7, 11, 0, 0, TimeSpan.Zero), order.CreatedAt);
    }

    [Fact]
    public void Body_WithoutStopLoss_PassesHereSinceRiskDeniesIt()
    {
        var (order, refusal) = Read(Good.Replace("\"stopLoss\":90,", "", StringComparison.Ordinal));

        Assert.Null(refusal);
        Assert.Null(order!.StopLoss);
    }

    [Theory]
    [InlineData("\"quantity\":\"0.5\",", "", "MalformedOrderFieldMissing", "Field 'quantity' is required.")]
    [InlineData("\"stopLoss\"", "\"stoploss_\"", "MalformedOrderFieldUnknown", "Field 'stoploss_' is not known (known: orderId, ")]
    [InlineData("\"0.5\"", "true", "MalformedOrderFieldInvalid", "Field 'quantity' was true: expected a number above 0")]
    [InlineData("\"0.5\"", "0", "MalformedOrderFieldInvalid", "Field 'quantity' was 0: expected a number above 0")]
    [InlineData("\"0.5\"", "\"0,5\"", "MalformedOrderFieldInvalid", "Field 'quantity' was \"0,5\": expected a number above 0")]
    [InlineData("\"0.5\"", "1e-40", "MalformedOrderFieldInvalid", "Field 'quantity' was 1e-40: expected a number above 0")]
    [InlineData("\"buy\"", "\"long\"", "MalformedOrderFieldInvalid", "Field 'side' was \"long\": expected one of Buy, Sell.")]
    [InlineData("\"buy\"", "0", "MalformedOrderFieldInvalid", "Field 'side' was 0: expected one of Buy, Sell.")]
    [InlineData("BTC/USDT", "BTCUSDT", "MalformedOrderFieldInvalid",
        "Field 'symbol' was \"BTCUSDT\": expected a pair as BASE/QUOTE such as BTC/USDT.")]
    [InlineData("\"trend\"", "\"tr end\"", "MalformedOrderFieldInvalid", "Field 'strategyId' was \"tr end\": expected 1 to 64 letters")]
    [InlineData("+01:00", "", "MalformedOrderFieldInvalid",
        "Field 'createdAt' was \"2026-02-07T12:00:00\": expected an ISO 8601 time with its offset")]
    [InlineData("\"limit\"", "\"market\"", "MalformedOrderFieldInvalid", "Field 'limitPrice' is not allowed with type Market.")]
    [InlineData("\"limitPrice\":100.25,", "", "MalformedOrderFieldMissing", "Field 'limitPrice' is required with type Limit.")]
    [InlineData("\"account\"", "\"strategyid\":\"x\",\"account\"", "MalformedOrder", "Field 'strategyid' is given more than once.")]
    [InlineData("}", "", "MalformedOrder", "The body is not valid JSON at line 2, byte ")]
    public void Body_WithOneMistake_IsRefusedNamingIt(string from, string to, string code, string message)
    {
        var (order, refusal) = Read(Good.Replace(from, to, StringComparison.Ordinal));

        Assert.Null(order);
        var reason = Assert.Single(refusal!.Reasons);
        Assert.Equal(code, reason.Code);
        Assert.StartsWith(message, reason.Message, StringComparison.Ordinal);
        Assert.Equal(new Guid("0197f0c2-8f6e-7cc0-9d3c-5a4b1f0e2d11"), refusal.OrderId);
    }

    [Fact]
    public void Body_WithSeveralMistakes_IsToldAllOfThem()
    {
        var (_, refusal) = Read("""{"orderId":"x","strategyId":"trend","side":"up"}""");

        Assert.Equal(
            ["orderId", "account", "symbol", "side", "type", "quantity", "createdAt"],
            refusal!.Reasons.Select(reason => reason.Message.Split('\'')[1]));
        Assert.Null(refusal.OrderId);
        Assert.Equal("trend", refusal.StrategyId);
    }

    [Theory]
    [InlineData("[]", "The body is a JSON Array, not an object.")]
    [InlineData("", "The body is not valid JSON at line 1, byte 1.")]
    [InlineData("hello", "The body is not valid JSON at line 1, byte 1.")]
    public void Body_ThatIsNoObject_IsRefusedWithoutIds(string body, string message)
    {
        var (_, refusal) = Read(body);

        Assert.Equal(message, Assert.Single(refusal!.Reasons).Message);
        Assert.Null(refusal.OrderId);
    }

    [Fact]
    public void Body_InBrokenUtf8_IsRefused()
    {
        var (_, refusal) = SubmitOrderReader.Read(new byte[] { 0x7B, 0x22, 0xC3, 0x28, 0x22, 0x3A, 0x31, 0x7D });

        Assert.Equal("The body is not valid UTF-8.", Assert.Single(refusal!.Reasons).Message);
    }

    [Fact]
    public void Gtd_WithoutExpiry_IsRefused()
    {
        var (_, refusal) = Read(Good.Replace("\"stopLoss\":90", "\"stopLoss\":90,\"timeInForce\":\"GTD\"", StringComparison.Ordinal));

        Assert.Equal("Field 'expiresAt' is required with timeInForce Gtd.", Assert.Single(refusal!.Reasons).Message);
    }

    private static (SubmitOrder? Order, IntakeRefusal? Refusal) Read(string body) => SubmitOrderReader.Read(Encoding.UTF8.GetBytes(body));
}
