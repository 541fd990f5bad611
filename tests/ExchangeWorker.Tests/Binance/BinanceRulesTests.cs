using Bot3.Messaging.ExchangeWorker.Gateways;
using Microsoft.Extensions.Time.Testing;

namespace Bot3.Messaging.ExchangeWorker.Tests.Binance;

/// <summary>The venue's rules stay fresh, and a pair that does not trade takes no entry.</summary>
public sealed class BinanceRulesTests
{
    private const string Info = "GET /api/v3/exchangeInfo";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("CANCEL_ONLY")]
    [InlineData("HALT")]
    [InlineData("BREAK")]
    public async Task Entry_OnAPairThatDoesNotTrade_IsRefusedWithAReason_AndCancelsGo(string status)
    {
        await using var venue = await FakeVenue.StartAsync();
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        venue.Answers[Info] = FakeVenue.Json(() => FakeVenue.ExchangeInfo.Replace("TRADING", status, StringComparison.Ordinal));
        venue.Answers["POST /api/v3/order"] = FakeVenue.Error(400, -1013, "Filter failure: LOT_SIZE");
        venue.Answers["DELETE /api/v3/order"] = FakeVenue.Error(400, -2011, "Unknown order sent.");
        await using var gateway = Accounts.Gateway(Accounts.Options(venue.Root), time);
        var answer = Assert.IsType<PlacementAnswer.NotSent>(await gateway.PlaceAsync(Accounts.Order("A"), Token));
        Assert.Equal(("SymbolNotTrading", false), (answer.Reason.Code, answer.Retryable));
        Assert.Contains(status, answer.Reason.Message, StringComparison.Ordinal);
        Assert.Equal(0, venue.Count("POST /api/v3/order"));
        Assert.True(Assert.IsType<CancelAnswer.Refused>(await gateway.CancelAsync("BTC/USDT", "A", Token)).OrderNotOpen);

        // It trades again: an old halt does not refuse.
        venue.Answers[Info] = FakeVenue.Json(() => FakeVenue.ExchangeInfo);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<PlacementAnswer.Rejected>(await gateway.PlaceAsync(Accounts.Order("A"), Token));
    }

    [Fact]
    public async Task Rules_AfterARefusalByAFilter_AndWithAge_AreReadAgain()
    {
        await using var venue = await FakeVenue.StartAsync();
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        venue.Answers["POST /api/v3/order"] = FakeVenue.Error(400, -1013, "Filter failure: LOT_SIZE");
        await using var gateway = Accounts.Gateway(Accounts.Options(venue.Root), time);
        await gateway.PlaceAsync(Accounts.Order("A"), Token);
        Assert.Equal(1, venue.Count(Info));
        await gateway.PlaceAsync(Accounts.Order("B"), Token);
        Assert.Equal(2, venue.Count(Info));
        venue.Answers["POST /api/v3/order"] = FakeVenue.Error(400, -2010, "Market is closed.");
        await gateway.PlaceAsync(Accounts.Order("C"), Token);
        await gateway.PlaceAsync(Accounts.Order("D"), Token);
        Assert.Equal(3, venue.Count(Info));
        time.Advance(TimeSpan.FromMinutes(6));
        await gateway.PlaceAsync(Accounts.Order("E"), Token);
        Assert.Equal(4, venue.Count(Info));
    }

    [Fact]
    public async Task Rules_ThatCannotBeReadAgain_StayInUse()
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.Answers["POST /api/v3/order"] = FakeVenue.Error(400, -1013, "Filter failure: LOT_SIZE");
        await using var gateway = Accounts.Gateway(Accounts.Options(venue.Root));
        await gateway.PlaceAsync(Accounts.Order("A"), Token);
        venue.Answers[Info] = FakeVenue.Json(() => "x", 500);
        Assert.IsType<PlacementAnswer.Rejected>(await gateway.PlaceAsync(Accounts.Order("B"), Token));
    }
}
