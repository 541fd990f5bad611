using Bot3.Messaging.Bot3.Books;
using Bot3.Messaging.Bot3.Commands.Chaos;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.System_Tests.Demo;

namespace Bot3.Messaging.System_Tests.Chaos;

public sealed class ChaosJudgeTests
{
    private static readonly BooksSample Sample = new();
    private static readonly InFlight Nothing = new(new Dictionary<string, long> { ["order-saga"] = 0, ["order-saga_error"] = 0 }, 0, []);

    [Fact]
    public void Run_ThatIsClean_SaysSoInItsLastLine()
    {
        var verdict = Judge(Sample.Books, Nothing);

        Assert.True(verdict.IsClean);
        Assert.Equal("chaos: 2 orders, 3 kills, 2 terminal, 0 explained, 0 lost, 0 duplicated, books match", verdict.ToString());
    }

    [Fact]
    public void Order_Unknown_IsLost()
    {
        var strange = Guid.Parse("0197a1b2-0000-7000-8000-00000000000f");
        var verdict = Judge(Sample.Books with { Submitted = [.. Sample.Books.Submitted, strange] }, Nothing);

        Assert.Equal([$"order {strange} is unknown, without a reason"], verdict.Lost);
        Assert.False(verdict.IsClean);
        Assert.Equal("chaos: 3 orders, 3 kills, 2 terminal, 0 explained, 1 lost, 0 duplicated, books match", verdict.ToString());
    }

    [Fact]
    public void Order_UnknownButKeptAsDeadLetter_IsExplained()
    {
        var strange = Guid.Parse("0197a1b2-0000-7000-8000-00000000000f");
        var kept = Nothing with { DeadLetters = [new KeptMessage($$"""{"orderId":"{{strange}}"}""", "MalformedOrder: no JSON")] };
        var verdict = Judge(Sample.Books with { Submitted = [.. Sample.Books.Submitted, strange] }, kept);

        Assert.Equal([$"order {strange} is unknown: MalformedOrder: no JSON"], verdict.Explained);
        Assert.Empty(verdict.Lost);
        Assert.Equal("chaos: 3 orders, 3 kills, 2 terminal, 1 explained, 0 lost, 0 duplicated, books match", verdict.ToString());
    }

    [Theory]
    [InlineData(OrderStatus.Unknown)]
    [InlineData(OrderStatus.Submitted)]
    [InlineData(OrderStatus.PendingCancel)]
    public void Order_NotEndedWithoutReason_IsLost(OrderStatus status)
    {
        var verdict = Judge(WithStatus(status), Nothing);

        Assert.Equal([$"order {BooksSample.Cancelled} is {status}, without a reason"], verdict.Lost);
        Assert.Equal(1, verdict.Terminal);
    }

    [Fact]
    public void Order_NotEndedWithStatedReason_IsExplained()
    {
        var reasons = new Dictionary<Guid, string> { [BooksSample.Cancelled] = "VenueSilent: no answer for 60 s" };
        var verdict = Judge(WithStatus(OrderStatus.Unknown), Nothing, reasons);

        Assert.Equal([$"order {BooksSample.Cancelled} is Unknown: VenueSilent: no answer for 60 s"], verdict.Explained);
        Assert.Empty(verdict.Lost);
    }

    [Theory]
    [InlineData("risk-check")]
    [InlineData("order-saga_error")]
    public void Message_LeftInAQueue_IsLost(string queue)
    {
        var verdict = Judge(Sample.Books, Nothing with { Queues = new Dictionary<string, long> { [queue] = 2 } });

        Assert.Equal([$"queue {queue} still holds 2 messages"], verdict.Lost);
        Assert.False(verdict.IsClean);
    }

    [Fact]
    public void Message_LeftInTheOutbox_IsLost()
    {
        var verdict = Judge(Sample.Books, Nothing with { OutboxRows = 4 });

        Assert.Equal(["the outbox still holds 4 messages"], verdict.Lost);
        Assert.EndsWith("1 lost, 0 duplicated, books match", verdict.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void VenueOrder_SecondOfOneSlice_IsDuplicated()
    {
        var truth = Sample.Truth with
        {
            Orders = [.. Sample.Truth.Orders, BooksSample.VenueOrder(BooksSample.Cancelled, 3, 1m, 0m, "CANCELED", attempt: 1)],
        };
        var report = BooksCheck.Compare(Sample.Books, truth, BooksSample.Opening);
        var verdict = ChaosJudge.Judge(3, Sample.Books, report, new Dictionary<Guid, string>(), Nothing);

        Assert.Single(verdict.Duplicated);
        Assert.False(verdict.IsClean);
        Assert.EndsWith("0 lost, 1 duplicated, books match", verdict.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Fill_AppliedTwiceByTheSaga_IsDuplicated()
    {
        var verdict = Judge(Sample.Books with { SagaFills = [.. Sample.Books.SagaFills, Sample.Books.SagaFills[0]] }, Nothing);

        Assert.Equal(["trade BTCUSDT 11 was applied 2 times by the saga"], verdict.Duplicated);
    }

    [Fact]
    public void Trade_BetweenTwoOrdersOfOurs_IsTwoFillsAndNoDuplicate()
    {
        var other = new BookedFill(BooksSample.Cancelled, "BTC/USDT", "11", 100m, 0.5m);
        var verdict = Judge(Sample.Books with { SagaFills = [.. Sample.Books.SagaFills, other] }, Nothing);

        Assert.Empty(verdict.Duplicated);
    }

    [Fact]
    public void Fill_MissingAtRisk_MakesTheBooksDiffer()
    {
        var verdict = Judge(Sample.Books with { RiskFills = [Sample.Books.RiskFills[0]] }, Nothing);

        Assert.NotEmpty(verdict.Differences);
        Assert.False(verdict.IsClean);
        Assert.EndsWith("books differ", verdict.ToString(), StringComparison.Ordinal);
    }

    private static OurBooks WithStatus(OrderStatus status) =>
        Sample.Books with { Orders = [Sample.Books.Orders[0], Sample.Books.Orders[1] with { Status = status }] };

    private static ChaosVerdict Judge(OurBooks books, InFlight inFlight, IReadOnlyDictionary<Guid, string>? reasons = null) =>
        ChaosJudge.Judge(
            3, books, BooksCheck.Compare(books, Sample.Truth, BooksSample.Opening), reasons ?? new Dictionary<Guid, string>(), inFlight);
}
