using Bot3.Messaging.ExchangeWorker.Exchanges.Binance;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;
using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.ExchangeWorker.Tests.Binance;

public sealed class BinanceOutcomesTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(7);

    public static TheoryData<int, int, string, string, string> Answers()
    {
        var rows = new TheoryData<int, int, string, string, string>();
        foreach (var (status, code) in new[]
        {
            (500, -1000), (502, -1001), (503, -1008), (504, -1007), (500, -2010), (503, -1003), (400, -1000), (400, -1001), (400, -1006),
                (400, -1007),
            (400, -1016), (409, -2021), (400, -2022), (400, -9999), (404, 0), (302, 0),
        })
        {
            rows.Add(status, code, "x", "Unknown", "Unanswered");
        }

        foreach (var (status, code) in new[] { (429, -1003), (418, -1003), (429, -1015), (400, -1015), (400, -1034), (403, 0), (400, -1008),
            (400, -1003) })
            rows.Add(status, code, "x", "NotSent", "Unanswered");
        rows.Add(400, -1021, "Timestamp", "NotSent", "Unanswered");
        foreach (var code in new[]
        {
            -1014, -1020, -1022, -1100, -1101, -1102, -1103, -1104, -1105, -1106, -1111, -1114, -1115, -1116, -1117, -1121, -1128, -1130,
                -1134, -1145,
            -1160, -1165, -1190, -1199, -1210, -1211, -1222, -1225, -1002, -2014, -2015,
        })
        {
            rows.Add(400, code, "x", "Rejected", "Refused");
        }

        rows.Add(400, -1013, "Filter failure: LOT_SIZE", "Rejected", "Refused");
        rows.Add(400, -2010, "Account has insufficient balance for requested action.", "Rejected", "Refused");
        rows.Add(400, -2010, "Order would immediately match and take.", "Rejected", "Refused");
        rows.Add(400, -2010, "Duplicate order sent.", "Unknown", "Unanswered");
        rows.Add(400, -2011, "Unknown order sent.", "Unknown", "RefusedNotOpen");
        rows.Add(400, -2011, "Order was not canceled due to cancel restrictions.", "Unknown", "Refused");
        rows.Add(400, -2013, "Order does not exist.", "Unknown", "RefusedNotOpen");
        rows.Add(400, -2026, "Order was canceled or expired and archived.", "Unknown", "RefusedNotOpen");
        rows.Add(400, -2038, "x", "Unknown", "Refused");
        rows.Add(400, -2039, "x", "Unknown", "Refused");
        return rows;
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void Answer_ByStatusCodeAndText_HasItsOutcome(int status, int code, string text, string placement, string cancel)
    {
        var reply = new BinanceReply { Status = status, Code = code == 0 ? null : code, Text = text, RetryAfter = Wait };
        Assert.Equal(placement, Name(BinanceOutcomes.Placement(reply)));
        Assert.Equal(cancel, Name(BinanceOutcomes.Cancel(reply)));
        Assert.Equal(code == 0 ? $"Http{status}" : $"{code}", BinanceOutcomes.Reason(reply).Code);
    }

    [Theory]
    [InlineData(nameof(BinanceFailure.HeldBack), "NotSent")]
    [InlineData(nameof(BinanceFailure.NotConnected), "NotSent")]
    [InlineData(nameof(BinanceFailure.TimedOutBeforeSending), "NotSent")]
    [InlineData(nameof(BinanceFailure.TimedOut), "Unknown")]
    [InlineData(nameof(BinanceFailure.Broken), "Unknown")]
    [InlineData(nameof(BinanceFailure.Abandoned), "Unknown")]
    [InlineData(nameof(BinanceFailure.Unreadable), "Unknown")]
    public void Failure_OfTransport_HasItsOutcome(string failure, string placement)
    {
        var reply = new BinanceReply { Failure = Enum.Parse<BinanceFailure>(failure), Text = "why" };
        Assert.Equal(placement, Name(BinanceOutcomes.Placement(reply)));
        Assert.Equal("Unanswered", Name(BinanceOutcomes.Cancel(reply)));
        Assert.Equal((failure, "why"), (BinanceOutcomes.Reason(reply).Code, BinanceOutcomes.Reason(reply).Message));
    }

    [Fact]
    public void Wait_OfTheVenue_IsHandedOn()
    {
        var reply = new BinanceReply { Status = 429, Code = -1003, RetryAfter = Wait };
        Assert.Equal(Wait, Assert.IsType<PlacementAnswer.NotSent>(BinanceOutcomes.Placement(reply)).RetryAfter);
        Assert.Equal(Wait, Assert.IsType<CancelAnswer.Unanswered>(BinanceOutcomes.Cancel(reply)).RetryAfter);
        Assert.Equal("HTTP status 429 without a text.", BinanceOutcomes.Reason(reply).Message);
    }

    private static string Name(PlacementAnswer answer)
    {
        if (answer is PlacementAnswer.NotSent sent)
            Assert.True(sent.Retryable);
        return answer.GetType().Name;
    }

    private static string Name(CancelAnswer answer)
        => answer is CancelAnswer.Refused { OrderNotOpen: true } ? "RefusedNotOpen" : answer.GetType().Name;
}
