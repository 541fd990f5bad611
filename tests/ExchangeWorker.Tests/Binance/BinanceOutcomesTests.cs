using System.Globalization;
using System.Text;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;
using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.ExchangeWorker.Tests.Binance;

public sealed class BinanceOutcomesTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(7);

    /// <summary>Status, code (0: none), text, what it means for a placement, for a cancel, and what may follow.</summary>
    public static TheoryData<int, int, string, string, string, string> Answers()
    {
        var rows = new TheoryData<int, int, string, string, string, string>();
        foreach (var (status, code) in new[] { (500, -1000), (502, -1001), (503, -1008), (504, -1007), (500, -2010), (503, -1003), (599, 0) })
            rows.Add(status, code, "x", "Unknown", "Unanswered", "AskFirst");
        foreach (var code in new[] { -1000, -1001, -1006, -1007, -2021, -2022 })
            rows.Add(400, code, "x", "Unknown", "Unanswered", "AskFirst");
        rows.Add(409, -2021, "x", "Unknown", "Unanswered", "AskFirst");
        rows.Add(400, -1016, "x", "Unknown", "Unanswered", "Reconnect");
        foreach (var (status, code) in new[] { (429, -1003), (429, 0), (418, -1003), (418, 0), (400, -1003), (400, -1008), (400, -1034), (403, 0) })
            rows.Add(status, code, "x", "NotSent", "Unanswered", "AfterWait");
        rows.Add(429, -1015, "x", "NotSent", "Unanswered", "OrdersAfterWait");
        rows.Add(400, -1015, "x", "NotSent", "Unanswered", "OrdersAfterWait");
        rows.Add(400, -1021, "Timestamp", "NotSent", "Unanswered", "ClockFirst");
        foreach (var code in Wrong)
            rows.Add(400, code, "x", "Rejected", "Refused", "None");
        foreach (var code in new[] { -1002, -2014, -2015 })
            rows.Add(401, code, "x", "Rejected", "Refused", "KeyFirst");
        rows.Add(400, -1013, "Filter failure: LOT_SIZE", "Rejected", "Refused", "RulesFirst");
        rows.Add(400, -1013, "Invalid quantity.", "Rejected", "Refused", "RulesFirst");
        foreach (var text in NewOrderTexts)
            rows.Add(400, -2010, text, "Rejected", "Refused", "None");
        rows.Add(400, -2010, "Duplicate order sent.", "Unknown", "Unanswered", "Adopt");
        rows.Add(400, -2011, "Unknown order sent.", "Unknown", "RefusedNotOpen", "AskFirst");
        foreach (var text in CancelTexts)
            rows.Add(400, -2011, text, "Unknown", "Refused", "None");
        rows.Add(400, -2013, "Order does not exist.", "Unknown", "RefusedNotOpen", "AskFirst");
        rows.Add(400, -2026, "Order was canceled or expired and archived.", "Unknown", "RefusedNotOpen", "None");
        rows.Add(400, -2038, "x", "Unknown", "Refused", "None");
        rows.Add(400, -2039, "x", "Unknown", "Refused", "None");
        rows.Add(400, -2035, "x", "Unknown", "Unanswered", "None");
        rows.Add(400, -2036, "x", "Unknown", "Unanswered", "Reconnect");
        rows.Add(400, -2042, "x", "Unknown", "Unanswered", "Reconnect");
        rows.Add(400, 0, "HTTP status 400, 41 bytes that are not the venue's.", "Unknown", "Unanswered", "AskFirst");
        foreach (var (status, code) in new[] { (400, -9999), (404, 0), (302, 0), (400, 0), (600, 0), (100, 0), (400, -1107), (400, -1226) })
            rows.Add(status, code, "x", "Unknown", "Unanswered", "AskFirst");
        return rows;
    }

    private static readonly int[] Wrong =
    [
        -1014, -1020, -1022, -1100, -1101, -1102, -1103, -1104, -1105, -1106, -1111, -1114, -1115, -1116, -1117, -1121, -1128, -1130, -1134, -1145,
        -1160, -1165, -1169, -1190, -1196, -1199, -1210, -1211, -1222, -1223, -1224, -1225,
    ];

    private static readonly string[] NewOrderTexts =
    [
        "Account has insufficient balance for requested action.", "Order would immediately match and take.", "Order would trigger immediately.",
        "Market is closed.", "Order book liquidity is less than LOT_SIZE filter minimum quantity.",
        "Iceberg orders are not supported for this symbol.", "Quote order qty market orders are not support for this symbol.",
        "Order cancel-replace is not supported for this symbol.", "This symbol is not permitted for this account.",
        "This symbol is restricted for this account.", "This action is disabled on this account.",
        "This account may not place or cancel orders.", "Rest API trading is not enabled.", "Price * QTY is zero or less.",
        "IcebergQty exceeds QTY.", "Unsupported order combination", "The relationship of the prices for the orders is not correct.",
        "Something that nobody has heard of.",
    ];

    private static readonly string[] CancelTexts =
    [
        "Order was not canceled due to cancel restrictions.", "Cancel order is invalid. Check origClOrdId and orderId.",
        "This action is disabled on this account.", "This account may not place or cancel orders.", "Something that nobody has heard of.",
    ];

    public static TheoryData<string, string, string> Failures() => new()
    {
        { nameof(BinanceFailure.HeldBack), "NotSent", "AfterWait" },
        { nameof(BinanceFailure.NotConnected), "NotSent", "AfterWait" },
        { nameof(BinanceFailure.TimedOutBeforeSending), "NotSent", "AfterWait" },
        { nameof(BinanceFailure.TimedOut), "Unknown", "AskFirst" },
        { nameof(BinanceFailure.Broken), "Unknown", "AskFirst" },
        { nameof(BinanceFailure.Abandoned), "Unknown", "AskFirst" },
        { nameof(BinanceFailure.Unreadable), "Unknown", "AskFirst" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Answer_ByStatusCodeAndText_HasItsOutcome(int status, int code, string text, string placement, string cancel, string retry)
    {
        var reply = Reply(status, code, text);
        Assert.Equal(placement, Name(BinanceOutcomes.Placement(reply)));
        Assert.Equal(cancel, Name(BinanceOutcomes.Cancel(reply)));
        Assert.Equal(retry, BinanceOutcomeTable.Find(reply).Retry.ToString());
        Assert.Equal(code == 0 ? $"Http{status}" : $"{code}", BinanceOutcomes.Reason(reply).Code);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public void Failure_OfTransport_HasItsOutcome(string failure, string placement, string retry)
    {
        var reply = new BinanceReply { Failure = Enum.Parse<BinanceFailure>(failure), Text = "why", Status = 200 };
        Assert.Equal(placement, Name(BinanceOutcomes.Placement(reply)));
        Assert.Equal("Unanswered", Name(BinanceOutcomes.Cancel(reply)));
        Assert.Equal(retry, BinanceOutcomeTable.Find(reply).Retry.ToString());
        Assert.Equal((failure, "why"), (BinanceOutcomes.Reason(reply).Code, BinanceOutcomes.Reason(reply).Message));
    }

    [Fact]
    public void Table_HasATestForEachLine_AndNoLineHidesAnother()
    {
        var hit = Answers().Select(row => BinanceOutcomeTable.Find(Reply(row.Data.Item1, row.Data.Item2, row.Data.Item3)))
            .Concat(Failures().Select(row => BinanceOutcomeTable.Find(new BinanceReply { Failure = Enum.Parse<BinanceFailure>(row.Data.Item1) })))
            .Append(BinanceOutcomeTable.Find(Reply(200, 0, "")))
            .ToHashSet(ReferenceEqualityComparer.Instance);
        Assert.Empty(BinanceOutcomeTable.Rows.Where(row => !hit.Contains(row)).Select(row => row.Meaning));
        Assert.Equal(Enum.GetValues<BinanceFailure>().Length - 1, BinanceOutcomeTable.Rows.Count(row => row.Failure != BinanceFailure.None));
    }

    [Theory]
    [InlineData(400, -9999, "x", true)]
    [InlineData(404, 0, "x", true)]
    [InlineData(400, -2010, "never heard", true)]
    [InlineData(400, -2011, "never heard", true)]
    [InlineData(500, -9999, "x", false)]
    [InlineData(400, 0, "HTTP status 400, 41 bytes that are not the venue's.", false)]
    [InlineData(400, -2010, "Market is closed.", false)]
    public void Answer_ThatIsNotListed_IsAnAlarm(int status, int code, string text, bool alarm)
        => Assert.Equal(alarm, BinanceOutcomeTable.Find(Reply(status, code, text)).Alarm);

    [Fact]
    public void Wait_OfTheVenue_IsHandedOn()
    {
        var reply = new BinanceReply { Status = 429, Code = -1003, RetryAfter = Wait };
        Assert.Equal(Wait, Assert.IsType<PlacementAnswer.NotSent>(BinanceOutcomes.Placement(reply)).RetryAfter);
        Assert.Equal(Wait, Assert.IsType<CancelAnswer.Unanswered>(BinanceOutcomes.Cancel(reply)).RetryAfter);
        Assert.Equal("HTTP status 429 without a text.", BinanceOutcomes.Reason(reply).Message);
        Assert.True(BinanceOutcomes.RulesAreOld(Reply(400, -1013, "x")));
        Assert.False(BinanceOutcomes.RulesAreOld(Reply(200, 0, "x")));
    }

    [Fact]
    public void Page_OfTheTable_IsTheTable()
    {
        var page = Path.Combine(Root(), "docs", "binance-outcomes.md");
        var text = Page();
        if (Environment.GetEnvironmentVariable("BOT3_UPDATE_DOCS") == "1")
            File.WriteAllText(page, text);
        Assert.True(File.ReadAllText(page) == text, $"{page} is old; run this test once with BOT3_UPDATE_DOCS=1 and commit it.");
    }

    private static string Page()
    {
        var page = new StringBuilder(
            """
            # What an answer of Binance means

            Generated from `BinanceOutcomeTable`; do not edit. The first line that matches counts. `*` is anything or nothing. A line with an alarm is
            logged as an error and counted in `bot3.venue.answers.unlisted`: the table does not know the answer.

            | Transport or status | Code | Text holds | A placement is | A cancel is | Then | Meaning |
            |---|---|---|---|---|---|---|

            """);
        foreach (var row in BinanceOutcomeTable.Rows)
        {
            var reply = new BinanceReply { Failure = row.Failure, Status = row.StatusFrom, Code = row.CodeFrom, Text = row.Text ?? "" };
            var done = row.Outcome == BinanceOutcome.Done;
            var placement = done ? "Accepted" : BinanceOutcomeTable.Find(reply) == row ? Name(BinanceOutcomes.Placement(reply)) : "?";
            var cancel = done ? "Cancelled" : Name(BinanceOutcomes.Cancel(reply));
            page.Append(CultureInfo.InvariantCulture, $"| {Where(row)} | {Codes(row)} | {row.Text ?? "*"} | {placement} | {cancel} ")
                .Append(CultureInfo.InvariantCulture, $"| {row.Retry}{(row.Alarm ? ", alarm" : "")} | {row.Meaning} |\n");
        }

        return page.ToString();
    }

    private static string Where(OutcomeRow row) => row switch
    {
        { Failure: not BinanceFailure.None } => row.Failure.ToString(),
        { StatusFrom: 0 } => "*",
        _ when row.StatusFrom == row.StatusTo => $"{row.StatusFrom}",
        _ => $"{row.StatusFrom}–{row.StatusTo}",
    };

    private static string Codes(OutcomeRow row)
        => row.CodeFrom is null ? "*" : row.CodeFrom == row.CodeTo ? $"{row.CodeFrom}" : $"{row.CodeTo} to {row.CodeFrom}";

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bot3.Messaging.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("Bot3.Messaging.sln was not found above the test's folder.");
    }

    private static BinanceReply Reply(int status, int code, string text)
        => new() { Status = status, Code = code == 0 ? null : code, Text = text, RetryAfter = Wait };

    private static string Name(PlacementAnswer answer)
    {
        if (answer is PlacementAnswer.NotSent sent)
            Assert.True(sent.Retryable);
        return answer.GetType().Name;
    }

    private static string Name(CancelAnswer answer)
        => answer is CancelAnswer.Refused { OrderNotOpen: true } ? "RefusedNotOpen" : answer.GetType().Name;
}
