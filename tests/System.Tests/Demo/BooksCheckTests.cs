using Bot3.Messaging.Bot3.Books;
using Bot3.Messaging.Bot3.Demo;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeSimulator.Admin;

namespace Bot3.Messaging.System_Tests.Demo;

public sealed class BooksCheckTests
{
    [Fact]
    public void Books_ThatAgree_AreCleanAndCounted()
    {
        var report = new BooksSample().Report;

        Assert.Empty(report.Lost);
        Assert.Empty(report.Duplicated);
        Assert.Empty(report.Differences);
        Assert.True(report.IsClean);
        Assert.Equal(
            "demo: 2 submitted, 1 filled, 1 cancelled, 0 rejected, 0 denied, 0 failed, 0 lost, 0 duplicated, books match",
            DemoSummary.LastLine(report));
    }

    [Fact]
    public void Order_TheSagaDoesNotKnow_IsLost()
    {
        var strange = Guid.Parse("0197a1b2-0000-7000-8000-00000000000f");
        var report = With(books => books with { Submitted = [.. books.Submitted, strange] });

        Assert.Equal([$"order {strange} was submitted and the saga does not know it"], report.Lost);
        Assert.False(report.IsClean);
        Assert.Contains("3 submitted, 1 filled, 1 cancelled, 0 rejected, 0 denied, 0 failed, 1 lost", DemoSummary.LastLine(report),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OrderStatus.Unknown)]
    [InlineData(OrderStatus.Submitted)]
    [InlineData(OrderStatus.PendingCancel)]
    public void Order_ThatHasNotEnded_IsLost(OrderStatus status)
    {
        var report = With(books => books with
        {
            Orders = [books.Orders[0], books.Orders[1] with { Status = status }],
        });

        Assert.Equal([$"order {BooksSample.Cancelled} has not ended: it is {status}"], report.Lost);
    }

    [Fact]
    public void VenueOrder_SecondOfOneSlice_IsDuplicated()
    {
        var report = With(truth: truth => truth with
        {
            Orders = [.. truth.Orders, BooksSample.VenueOrder(BooksSample.Cancelled, 3, 1m, 0m, "CANCELED", attempt: 1)],
        });

        Assert.StartsWith(
            $"slice 0 of order {BooksSample.Cancelled} is at the venue 2 times: one too many is BTCUSDT 3",
            Assert.Single(report.Duplicated),
            StringComparison.Ordinal);
        Assert.False(report.IsClean);
    }

    [Fact]
    public void VenueOrder_SameClientOrderIdTwice_IsDuplicated()
    {
        var report = With(truth: truth => truth with
        {
            Orders = [.. truth.Orders, BooksSample.VenueOrder(BooksSample.Filled, 3, 2m, 0m, "CANCELED")],
        });

        Assert.Single(report.Duplicated);
    }

    [Fact]
    public void Trade_AppliedTwiceByTheSaga_IsDuplicated()
    {
        var report = With(books => books with { SagaFills = [.. books.SagaFills, books.SagaFills[0]] });

        Assert.Equal(["trade BTCUSDT 11 was applied 2 times by the saga"], report.Duplicated);
    }

    [Fact]
    public void Trade_AppliedTwiceByRisk_IsDuplicatedAndOutOfBalance()
    {
        var report = With(books => books with { RiskFills = [.. books.RiskFills, books.RiskFills[0]],
            Positions = [BooksSample.Position(2.4975m)] });

        Assert.Equal(["trade BTCUSDT 11 was applied 2 times by risk"], report.Duplicated);
        Assert.Contains("BTC: the venue's balance changed by 1.998, our books by 2.4975", report.Differences);
    }

    [Fact]
    public void Trade_TheSagaMissed_IsADifference()
    {
        var report = With(books => books with { SagaFills = [books.SagaFills[0]] });

        Assert.Equal([$"trade BTCUSDT 12 of order {BooksSample.Filled} happened, and the saga does not have it"], report.Differences);
    }

    [Fact]
    public void Trade_WithMoreDecimalsThanTheVenueKeeps_MovesWhatIsLeftAfterTheCut()
    {
        var fill = new BooksSample().Books.RiskFills[0] with { Symbol = "ETH/BTC", Price = 0.05001m, Quantity = 0.1234m, Fee = 0m,
            FeeAsset = null };
        var sample = new BooksSample();
        var books = sample.Books with
        {
            RiskFills = [fill], Positions = [sample.Books.Positions[0] with { Symbol = "ETH/BTC", NetQuantity = 0.1234m }],
        };
        var truth = sample.Truth with
        {
            Balances = [new BalanceTruth("test", "ETH", 0.1234m, 0m), new BalanceTruth("test", "BTC", 1m - 0.00617123m, 0m)],
        };

        Assert.Empty(BalancesCheck.Compare(books, truth, new Dictionary<string, decimal> { ["BTC"] = 1m }));
    }

    [Fact]
    public void Trade_RiskMissed_IsADifferenceInFillsBalancesAndPositions()
    {
        var report = With(books => books with { RiskFills = [books.RiskFills[0]] });

        Assert.Equal(
            [
                $"trade BTCUSDT 12 of order {BooksSample.Filled} happened, and risk does not have it",
                "USDT: the venue's balance changed by -200, our books by -50",
                "position of s in BTC/USDT is 1.998, its fills make 0.4995",
            ],
            report.Differences);
    }

    [Fact]
    public void Trade_ThatNeverHappened_IsADifference()
    {
        var report = With(books => books with { SagaFills = [.. books.SagaFills,
            new BookedFill(BooksSample.Filled, "BTC/USDT", "99", 1m, 1m)] });

        Assert.Equal([$"trade BTCUSDT 99 of order {BooksSample.Filled} is with the saga, and never happened"], report.Differences);
    }

    [Fact]
    public void Trade_AtAnotherPrice_IsADifference()
    {
        var report = With(books => books with { SagaFills = [books.SagaFills[0] with { Price = 101m }, books.SagaFills[1]] });

        Assert.Equal(["trade BTCUSDT 11: the venue says 0.5 at 100, fee 0.0005 BTC, the saga says 0.5 at 101, fee 0.0005 BTC"],
            report.Differences);
    }

    [Fact]
    public void Trade_WithAnotherFee_IsADifference()
    {
        var report = With(books => books with { RiskFills = [books.RiskFills[0] with { Fee = 0.0004m }, books.RiskFills[1]] });

        Assert.Contains("trade BTCUSDT 11: the venue says 0.5 at 100, fee 0.0005 BTC, risk says 0.5 at 100, fee 0.0004 BTC", report.Differences);
    }

    [Theory]
    [InlineData("BTC")]
    [InlineData("USDT")]
    public void Balance_OffByTheLastDigit_IsADifference(string asset)
    {
        var report = With(truth: truth => truth with
        {
            Balances = [.. truth.Balances.Select(
                balance => balance.Asset == asset ? balance with { Free = balance.Free + 0.00000001m } : balance)],
        });

        Assert.StartsWith($"{asset}: the venue's balance changed by ", Assert.Single(report.Differences), StringComparison.Ordinal);
        Assert.EndsWith("books differ", DemoSummary.LastLine(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Balance_InAnAssetNobodyTraded_IsADifference()
    {
        var report = With(truth: truth => truth with { Balances = [.. truth.Balances, new BalanceTruth("test", "BNB", 1m, 0m)] });

        Assert.Equal(["BNB: the venue's balance changed by 1, our books by 0"], report.Differences);
    }

    [Fact]
    public void VenueOrder_OfNobody_IsADifference()
    {
        var strange = BooksSample.VenueOrder(BooksSample.Filled, 9, 1m, 0m, "NEW") with { ClientOrderId = "by-hand" };
        var report = With(truth: truth => truth with { Orders = [.. truth.Orders, strange] });

        Assert.Equal(["venue order BTCUSDT 9 (by-hand) belongs to no order of ours"], report.Differences);
    }

    [Theory]
    [InlineData(OrderStatus.Denied)]
    [InlineData(OrderStatus.Rejected)]
    public void Order_RefusedButAtTheVenue_IsADifference(OrderStatus status)
    {
        var report = With(books => books with { Orders = [books.Orders[0], books.Orders[1] with { Status = status }] });

        Assert.Equal([$"order {BooksSample.Cancelled} is {status}, and the venue has it as CANCELED"], report.Differences);
    }

    [Fact]
    public void Order_EndedButOpenAtTheVenue_IsADifference()
    {
        var report = With(truth: truth => truth with
        {
            Orders = [truth.Orders[0], truth.Orders[1] with { Status = "NEW" }],
        });

        Assert.Equal([$"order {BooksSample.Cancelled} is Cancelled, the venue still works on it (BTCUSDT 2 is NEW)"], report.Differences);
    }

    [Fact]
    public void Order_ExpiredWhichTheLastLineHasNoWordFor_IsADifference()
    {
        var report = With(books => books with { Orders = [books.Orders[0], books.Orders[1] with { Status = OrderStatus.Expired }] });

        Assert.Equal([$"order {BooksSample.Cancelled} is Expired, which no order here can be"], report.Differences);
        Assert.Empty(report.Lost);
    }

    [Fact]
    public void Order_FilledBeyondItsQuantity_IsADifference()
    {
        var report = With(books => books with { Orders = [books.Orders[0] with { Quantity = 1.9m }, books.Orders[1]] });

        Assert.Contains($"order {BooksSample.Filled} has 2 filled of 1.9 ordered", report.Differences);
    }

    private static BooksReport With(Func<OurBooks, OurBooks>? books = null, Func<VenueTruth, VenueTruth>? truth = null)
    {
        var sample = new BooksSample();
        return (sample with
        {
            Books = books?.Invoke(sample.Books) ?? sample.Books,
            Truth = truth?.Invoke(sample.Truth) ?? sample.Truth,
        }).Report;
    }
}
