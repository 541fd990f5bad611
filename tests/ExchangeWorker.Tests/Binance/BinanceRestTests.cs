using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Bot3.Messaging.ExchangeWorker.Tests.Binance;

public sealed class BinanceRestTests
{
    private const string Post = "POST /api/v3/order";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Placed(string id = "A", string status = "NEW")
        => $$"""
           {"symbol":"BTCUSDT","orderId":5,"clientOrderId":"{{id}}","transactTime":1507725176595,
            "origQty":"0.01","executedQty":"0","status":"{{status}}",
           "side":"BUY","fills":[]}
           """;

    [Fact]
    public async Task Place_Limit_SendsASignedForm()
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.Answers[Post] = FakeVenue.Json(() => Placed());
        await using var gateway = Accounts.Gateway(Accounts.Options(venue.Root));
        var answer = Assert.IsType<PlacementAnswer.Accepted>(await gateway.PlaceAsync(Accounts.Order("A"), Token));
        Assert.Equal("5", answer.Order.VenueOrderId);
        var (_, query, body) = venue.Requests.Single(request => request.Call == Post);
        Assert.Equal("", query);
        Assert.Matches(
            "^symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=1000&newClientOrderId=A&newOrderRespType=FULL"
            + "&recvWindow=5000&timestamp=[0-9]{13}&signature=[0-9a-f]{64}$",
            body);
    }

    [Theory]
    [InlineData(OrderType.Market, "type=MARKET&quantity=0.01&new")]
    [InlineData(OrderType.LimitMaker, "type=LIMIT_MAKER&quantity=0.01&price=1000&new")]
    [InlineData(OrderType.StopLoss, "type=STOP_LOSS&quantity=0.01&stopPrice=900&new")]
    [InlineData(OrderType.StopLossLimit, "type=STOP_LOSS_LIMIT&timeInForce=GTC&quantity=0.01&price=1000&stopPrice=900&new")]
    [InlineData(OrderType.TakeProfit, "type=TAKE_PROFIT&quantity=0.01&stopPrice=900&new")]
    [InlineData(OrderType.TakeProfitLimit, "type=TAKE_PROFIT_LIMIT&timeInForce=GTC&quantity=0.01&price=1000&stopPrice=900&new")]
    public async Task Place_EachType_SendsItsFields(OrderType type, string expected)
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.Answers[Post] = FakeVenue.Json(() => Placed());
        await using var gateway = Accounts.Gateway(Accounts.Options(venue.Root));
        await gateway.PlaceAsync(Accounts.Order("A") with { Type = type, TriggerPrice = 900m, TimeInForce = TimeInForce.Gtd }, Token);
        Assert.Contains(expected, venue.Requests.Single(request => request.Call == Post).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abort")]
    [InlineData("503")]
    [InlineData("html")]
    [InlineData("null")]
    [InlineData("other-id")]
    [InlineData("odd-status")]
    [InlineData("half")]
    public async Task Place_WhenTheAnswerIsOfNoUse_IsUnknownAndSentOnce(string kind)
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.Answers[Post] = kind switch
        {
            "abort" => context => { context.Abort(); return Task.CompletedTask; },
            "503" => FakeVenue.Json(() => "down", 503),
            "html" => FakeVenue.Json(() => "<html>"),
            "null" => FakeVenue.Json(() => "null"),
            "other-id" => FakeVenue.Json(() => Placed("B")),
            "odd-status" => FakeVenue.Json(() => Placed(status: "ODD")),
            _ => async context =>
            {
                context.Response.ContentLength = 1000;
                await context.Response.WriteAsync("{", Token);
                await context.Response.Body.FlushAsync(Token);
                context.Abort();
            },
        };
        await using var gateway = Accounts.Gateway(Accounts.Options(venue.Root));
        // A first request leaves a used connection in the pool: the case in which an HTTP stack may send again by itself.
        Assert.True((await gateway.GetRulesAsync(Token)).Answered);
        Assert.IsType<PlacementAnswer.Unknown>(await gateway.PlaceAsync(Accounts.Order("A"), Token));
        Assert.Equal(1, venue.Count(Post));
    }

    [Fact]
    public async Task Place_WhenNothingListens_IsNotSentAndRetryable()
    {
        var venue = await FakeVenue.StartAsync();
        await using var gateway = Accounts.Gateway(Accounts.Options(venue.Root));
        Assert.True((await gateway.GetRulesAsync(Token)).Answered);
        await venue.DisposeAsync();
        var answer = Assert.IsType<PlacementAnswer.NotSent>(await gateway.PlaceAsync(Accounts.Order("A"), Token));
        Assert.Equal((true, "NotConnected"), (answer.Retryable, answer.Reason.Code));
    }

    [Fact]
    public async Task Place_WhenNoAnswerComes_IsUnknown()
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.Answers[Post] = context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        var options = Accounts.Options(venue.Root);
        options.RequestTimeout = TimeSpan.FromMilliseconds(500);
        await using var gateway = Accounts.Gateway(options);
        var answer = Assert.IsType<PlacementAnswer.Unknown>(await gateway.PlaceAsync(Accounts.Order("A"), Token));
        Assert.Equal("TimedOut", answer.Cause.Code);
    }

    [Fact]
    public async Task Place_WhenCancelledAfterSending_IsUnknown_AndBeforeThrows()
    {
        await using var venue = await FakeVenue.StartAsync();
        using var caller = new CancellationTokenSource();
        venue.Answers[Post] = async context =>
        {
            await caller.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        };
        await using var gateway = Accounts.Gateway(Accounts.Options(venue.Root));
        var answer = Assert.IsType<PlacementAnswer.Unknown>(await gateway.PlaceAsync(Accounts.Order("A"), caller.Token));
        Assert.Equal("Abandoned", answer.Cause.Code);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gateway.PlaceAsync(Accounts.Order("B"), caller.Token));
        Assert.Equal(1, venue.Count(Post));
    }

    [Fact]
    public async Task Place_WhenTimestampIsRefused_MeasuresAndSendsOnceMoreWithTheSameId()
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.Answers[Post] = context => (venue.Count(Post) == 1 ? FakeVenue.Error(400, -1021,
            "Timestamp") : FakeVenue.Json(() => Placed()))(context);
        await using var gateway = Accounts.Gateway(Accounts.Options(venue.Root));
        Assert.IsType<PlacementAnswer.Accepted>(await gateway.PlaceAsync(Accounts.Order("A"), Token));
        Assert.Equal((2, 6), (venue.Count(Post), venue.Count("GET /api/v3/time")));
        venue.Answers[Post] = FakeVenue.Error(400, -1021, "Timestamp");
        Assert.True(Assert.IsType<PlacementAnswer.NotSent>(await gateway.PlaceAsync(Accounts.Order("A"), Token)).Retryable);
        Assert.Equal(4, venue.Count(Post));
    }

    [Fact]
    public async Task Clock_OfVenueAhead_IsUsedForTimestamps()
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.Answers["GET /api/v3/time"] = FakeVenue.Json(() => """{"serverTime":1900000000000}""");
        venue.Answers[Post] = FakeVenue.Json(() => Placed());
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000));
        await using var gateway = Accounts.Gateway(Accounts.Options(venue.Root), time);
        await gateway.PlaceAsync(Accounts.Order("A"), Token);
        Assert.Contains("timestamp=1900000000000&", venue.Requests.Single(request => request.Call == Post).Body, StringComparison.Ordinal);
        time.Advance(TimeSpan.FromMinutes(6));
        await gateway.PlaceAsync(Accounts.Order("A"), Token);
        Assert.Equal(6, venue.Count("GET /api/v3/time"));
    }

    [Fact]
    public async Task Limit_OnRequests_HoldsEverythingBackUntilItIsOver()
    {
        await using var venue = await FakeVenue.StartAsync();
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        venue.Answers[Post] = FakeVenue.Error(429, -1003, "Too many", "30");
        await using var gateway = Accounts.Gateway(Accounts.Options(venue.Root), time);
        var limited = Assert.IsType<PlacementAnswer.NotSent>(await gateway.PlaceAsync(Accounts.Order("A"), Token));
        Assert.Equal(TimeSpan.FromSeconds(30), limited.RetryAfter);
        var before = venue.Requests.Count;
        time.Advance(TimeSpan.FromSeconds(29));
        var held = Assert.IsType<CancelAnswer.Unanswered>(await gateway.CancelAsync("BTC/USDT", "A", Token));
        Assert.Equal(("HeldBack", TimeSpan.FromSeconds(1)), (held.Cause.Code, held.RetryAfter!.Value));
        Assert.Equal(TimeSpan.FromSeconds(1), (await gateway.GetBalancesAsync(Token)).RetryAfter);
        Assert.Equal(before, venue.Requests.Count);
        time.Advance(TimeSpan.FromSeconds(1));
        venue.Answers[Post] = FakeVenue.Json(() => Placed());
        Assert.IsType<PlacementAnswer.Accepted>(await gateway.PlaceAsync(Accounts.Order("A"), Token));
    }

    [Fact]
    public async Task Limit_OnOrders_LetsCancelsPass()
    {
        await using var venue = await FakeVenue.StartAsync();
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        venue.Answers[Post] = FakeVenue.Error(429, -1015, "Too many orders", "10");
        venue.Answers["DELETE /api/v3/order"] = FakeVenue.Error(400, -2011, "Unknown order sent.");
        await using var gateway = Accounts.Gateway(Accounts.Options(venue.Root), time);
        Assert.IsType<PlacementAnswer.NotSent>(await gateway.PlaceAsync(Accounts.Order("A"), Token));
        Assert.IsType<PlacementAnswer.NotSent>(await gateway.PlaceAsync(Accounts.Order("A"), Token));
        Assert.Equal(1, venue.Count(Post));
        Assert.True(Assert.IsType<CancelAnswer.Refused>(await gateway.CancelAsync("BTC/USDT", "A", Token)).OrderNotOpen);
    }

    [Fact]
    public async Task Question_AfterBrokenAnswers_IsAskedAgain_WithinItsBound()
    {
        await using var venue = await FakeVenue.StartAsync();
        const string call = "GET /api/v3/account";
        venue.Answers[call] = context =>
            (venue.Count(call) < 3 ? FakeVenue.Json(() => "x", 502) : FakeVenue.Json(() => """{"balances":[]}"""))(context);
        await using var gateway = Accounts.Gateway(Accounts.Options(venue.Root));
        Assert.True((await gateway.GetBalancesAsync(Token)).Answered);
        venue.Answers[call] = FakeVenue.Json(() => "{}");
        Assert.Equal("Unreadable", (await gateway.GetBalancesAsync(Token)).Failure!.Code);
        Assert.Equal(6, venue.Count(call));
    }

    [Fact]
    public async Task Query_OfOrderNotKnown_IsAnsweredWithNothing_AndOtherErrorsFail()
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.Answers["GET /api/v3/order"] = FakeVenue.Error(400, -2013, "Order does not exist.");
        await using var gateway = Accounts.Gateway(Accounts.Options(venue.Root));
        var answer = await gateway.QueryAsync("BTC/USDT", "A", Token);
        Assert.True(answer.Answered);
        Assert.Null(answer.Value);
        venue.Answers["GET /api/v3/order"] = FakeVenue.Error(401, -2015, "Invalid API-key");
        Assert.Equal("-2015", (await gateway.QueryAsync("BTC/USDT", "A", Token)).Failure!.Code);
    }

    [Fact]
    public async Task Trades_OfManyPages_AreReadToTheEnd_OrRefused()
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.Answers["GET /api/v3/myTrades"] = context =>
        {
            var from = int.Parse(context.Request.Query["fromId"].FirstOrDefault() ?? "0",
                System.Globalization.CultureInfo.InvariantCulture);
            var trades = Enumerable.Range(from, Math.Clamp(2500 - from, 0, 1000)).Select(id =>
                $$"""{"symbol":"BTCUSDT","id":{{id}},"orderId":1,"price":"1","qty":"1","commission":"0","time":1,"isBuyer":true,"isMaker":false}""");
            return FakeVenue.Json(() => $"[{string.Join(',', trades)}]")(context);
        };
        var options = Accounts.Options(venue.Root);
        await using var gateway = Accounts.Gateway(options);
        Assert.Equal(Enumerable.Range(7, 2493).Select(id => (long)id), (await gateway.GetTradesAsync("BTC/USDT", 7,
            Token)).Value!.Select(trade => trade.TradeId));
        Assert.Equal(1000, (await gateway.GetTradesAsync("BTC/USDT", null, Token)).Value!.Count);
        Assert.Equal(2500, (await gateway.GetOrderTradesAsync("BTC/USDT", "1", Token)).Value!.Count);
        options.MaxTradePages = 2;
        Assert.Equal("TooManyTrades", (await gateway.GetTradesAsync("BTC/USDT", 0, Token)).Failure!.Code);
    }

    [Fact]
    public async Task Symbol_NotListed_IsNeverSent()
    {
        await using var venue = await FakeVenue.StartAsync();
        var options = Accounts.Options(venue.Root);
        options.Symbols = ["BTC/USDT", "NO/PE"];
        await using var gateway = Accounts.Gateway(options);
        var answer = Assert.IsType<PlacementAnswer.NotSent>(await gateway.PlaceAsync(Accounts.Order("A") with { Symbol = "NO/PE" }, Token));
        Assert.Equal(("UnknownSymbol", false), (answer.Reason.Code, answer.Retryable));
        Assert.IsType<CancelAnswer.Unanswered>(await gateway.CancelAsync("NO/PE", "A", Token));
        Assert.Equal("UnknownSymbol", (await gateway.QueryAsync("NO/PE", "A", Token)).Failure!.Code);
        Assert.Equal("UnknownSymbol", (await gateway.GetTradesAsync("NO/PE", null, Token)).Failure!.Code);
        Assert.Equal("UnknownSymbol", (await gateway.GetRulesAsync(Token)).Failure!.Code);
        Assert.Equal("UnknownSymbol", (await gateway.GetPricesAsync(Token)).Failure!.Code);
        Assert.Equal(0, venue.Count(Post));
    }

    [Fact]
    public async Task Order_AfterItsTime_IsNeverSent()
    {
        await using var venue = await FakeVenue.StartAsync();
        await using var gateway = Accounts.Gateway(Accounts.Options(venue.Root));
        var answer = await gateway.PlaceAsync(Accounts.Order("A") with { NotAfter = DateTimeOffset.UnixEpoch }, Token);
        Assert.Equal("NotAfterPassed", Assert.IsType<PlacementAnswer.NotSent>(answer).Reason.Code);
        Assert.Equal(0, venue.Count(Post));
    }

    [Fact]
    public async Task Place_WhenPairsCannotBeRead_IsNotSent_AndRejectedStatusIsRejected()
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.Answers["GET /api/v3/exchangeInfo"] = FakeVenue.Json(() => "x", 500);
        await using var gateway = Accounts.Gateway(Accounts.Options(venue.Root));
        Assert.True(Assert.IsType<PlacementAnswer.NotSent>(await gateway.PlaceAsync(Accounts.Order("A"), Token)).Retryable);
        Assert.Equal("Http500", (await gateway.GetOpenOrdersAsync(Token)).Failure!.Code);
        Assert.Equal("Http500", (await gateway.GetPricesAsync(Token)).Failure!.Code);
        venue.Answers["GET /api/v3/exchangeInfo"] = FakeVenue.Json(() => FakeVenue.ExchangeInfo);
        venue.Answers[Post] = FakeVenue.Json(() => Placed(status: "REJECTED"));
        Assert.Equal("REJECTED", Assert.IsType<PlacementAnswer.Rejected>(await gateway.PlaceAsync(Accounts.Order("A"), Token)).Reason.Code);
        venue.Answers[Post] = FakeVenue.Error(400, -1102, "Mandatory parameter");
        Assert.Equal("-1102", Assert.IsType<PlacementAnswer.Rejected>(await gateway.PlaceAsync(Accounts.Order("A"), Token)).Reason.Code);
        var rules = Assert.Single((await gateway.GetRulesAsync(Token)).Value!);
        Assert.Equal(("true", "5", "5.0"), (rules.Filters[0].Values["applyMinToMarket"], rules.Filters[0].Values["avgPriceMins"],
            rules.Filters[0].Values["minNotional"]));
    }
}
