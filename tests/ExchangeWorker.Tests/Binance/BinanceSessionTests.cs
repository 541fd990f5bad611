using System.Net.WebSockets;
using System.Text.Json;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance;
using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.ExchangeWorker.Tests.Binance;

/// <summary>Orders over the connection that tells the events, and how one connection takes over from another.</summary>
public sealed class BinanceSessionTests
{
    private const string Post = "POST /api/v3/order";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Report(int id, int execution)
        => $$$"""
           {"subscriptionId":0,"event":{"e":"executionReport","s":"BTCUSDT","c":"A","C":"","S":"BUY","q":"1","x":"NEW","X":"NEW","r":"NONE",
           "i":{{{id}}},"I":{{{execution}}},"l":"0","z":"0","L":"0","n":"0","N":null,"T":1499405658657,"t":-1,"m":false}}
           """;

    private static string Placed(string status = "NEW") =>
        $$"""
        "status":200,"result":{"symbol":"BTCUSDT","orderId":5,"clientOrderId":"A","transactTime":1507725176595,"origQty":"0.01",
        "executedQty":"0","status":"{{status}}","side":"BUY","fills":[]},"rateLimits":[]
        """;

    [Fact]
    public async Task Order_WhileTheConnectionIsUp_GoesOverItSigned_AndNotOverRest()
    {
        await using var venue = await FakeVenue.StartAsync();
        JsonElement placed = default, cancelled = default;
        venue.OnStream = async (socket, number, token) =>
        {
            await FakeVenue.SubscribeAsync(socket, token);
            (var method, placed) = await FakeVenue.RequestAsync(socket, token);
            Assert.Equal("order.place", method);
            await FakeVenue.AnswerAsync(socket, placed, Placed(), token);
            (_, cancelled) = await FakeVenue.RequestAsync(socket, token);
            await FakeVenue.AnswerAsync(socket, cancelled, """ "status":400,"error":{"code":-2011,"msg":"Unknown order sent."} """, token);
            await FakeVenue.ReceiveAsync(socket, token);
        };
        await WithSessionAsync(Accounts.Options(venue.Root), async gateway =>
        {
            Assert.Equal("5", Assert.IsType<PlacementAnswer.Accepted>(await gateway.PlaceAsync(Accounts.Order("A"), Token)).Order.VenueOrderId);
            Assert.True(Assert.IsType<CancelAnswer.Refused>(await gateway.CancelAsync("BTC/USDT", "A", Token)).OrderNotOpen);
        });
        var parameters = placed.GetProperty("params");
        Assert.Equal(("A", "0.01", "1000"), (parameters.GetProperty("newClientOrderId").GetString(), parameters.GetProperty("quantity").GetString(),
            parameters.GetProperty("price").GetString()));
        Assert.Equal(JsonValueKind.Number, parameters.GetProperty("timestamp").ValueKind);
        Assert.Equal(64, parameters.GetProperty("signature").GetString()!.Length);
        Assert.Equal("order.cancel", cancelled.GetProperty("method").GetString());
        Assert.Equal((0, 0), (venue.Count(Post), venue.Count("DELETE /api/v3/order")));
    }

    [Theory]
    [InlineData("abort", "Broken")]
    [InlineData("garbage", "Broken")]
    [InlineData("silence", "TimedOut")]
    [InlineData("503", "-1007")]
    [InlineData("empty", "Unreadable")]
    [InlineData("odd", "Unreadable")]
    public async Task Order_WhenTheConnectionFailsAfterSending_IsUnknown_AndNeverSentOverRest(string what, string code)
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.Answers[Post] = FakeVenue.Error(500, -1000, "never asked");
        var sent = 0;
        venue.OnStream = async (socket, number, token) =>
        {
            await FakeVenue.SubscribeAsync(socket, token);
            if (number > 1)
            {
                await FakeVenue.ReceiveAsync(socket, token);
                return;
            }

            var (_, request) = await FakeVenue.RequestAsync(socket, token);
            sent++;
            if (what == "abort")
                return;
            if (what == "garbage")
                await FakeVenue.SendAsync(socket, "<html>", token);
            else if (what == "503")
                await FakeVenue.AnswerAsync(socket, request, """ "status":503,"error":{"code":-1007,"msg":"Timeout"} """, token);
            else if (what == "empty")
                await FakeVenue.AnswerAsync(socket, request, """ "status":200 """, token);
            else if (what == "odd")
                await FakeVenue.AnswerAsync(socket, request, Placed("ODD"), token);
            await FakeVenue.ReceiveAsync(socket, token);
        };
        var options = Accounts.Options(venue.Root);
        options.RequestTimeout = TimeSpan.FromMilliseconds(500);
        await WithSessionAsync(options, async gateway => Assert.Equal(
            code, Assert.IsType<PlacementAnswer.Unknown>(await gateway.PlaceAsync(Accounts.Order("A"), Token)).Cause.Code));
        Assert.Equal((1, 0), (sent, venue.Count(Post)));
    }

    [Fact]
    public async Task Order_WhenTheTimeStampIsRefused_IsSentOnceMoreOnTheSameRoad()
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.OnStream = async (socket, number, token) =>
        {
            await FakeVenue.SubscribeAsync(socket, token);
            var (_, request) = await FakeVenue.RequestAsync(socket, token);
            await FakeVenue.AnswerAsync(socket, request, """ "status":400,"error":{"code":-1021,"msg":"Timestamp"} """, token);
            (_, request) = await FakeVenue.RequestAsync(socket, token);
            await FakeVenue.AnswerAsync(socket, request, Placed(), token);
            await FakeVenue.ReceiveAsync(socket, token);
        };
        await WithSessionAsync(Accounts.Options(venue.Root), async gateway =>
            Assert.IsType<PlacementAnswer.Accepted>(await gateway.PlaceAsync(Accounts.Order("A"), Token)));
        Assert.Equal((0, 6), (venue.Count(Post), venue.Count("GET /api/v3/time")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Order_ThatMayNotBeSentAnyMore_IsNotSent_OnEitherRoad(bool connected)
    {
        await using var venue = await FakeVenue.StartAsync();
        var heard = 0;
        venue.OnStream = async (socket, number, token) =>
        {
            await FakeVenue.SubscribeAsync(socket, token);
            while (await FakeVenue.ReceiveAsync(socket, token) is { Length: > 0 })
                heard++;
        };
        var options = Accounts.Options(venue.Root);
        options.OrdersOverWebSocket = connected;
        await WithSessionAsync(options, async gateway =>
        {
            var answer = Assert.IsType<PlacementAnswer.NotSent>(await gateway.PlaceAsync(Accounts.Order("A"), () => false, Token));
            Assert.Equal(("NotSentInTime", true), (answer.Reason.Code, answer.Retryable));
        });
        Assert.Equal((0, 0), (heard, venue.Count(Post)));
    }

    [Fact]
    public async Task Order_WhoseTimeEndsBetweenTwoAttempts_IsNotSentAgain()
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.Answers[Post] = FakeVenue.Error(400, -1021, "Timestamp");
        await using var gateway = Accounts.Gateway(Accounts.Options(venue.Root));
        var asked = 0;
        Assert.IsType<PlacementAnswer.NotSent>(await gateway.PlaceAsync(Accounts.Order("A"), () => asked++ == 0, Token));
        Assert.Equal((2, 1), (asked, venue.Count(Post)));
    }

    [Fact]
    public async Task Order_OfAMachineWhoseClocksStoodStill_IsNotSentAgainWhenThatComesToLight()
    {
        await using var venue = await FakeVenue.StartAsync();
        var stood = TimeSpan.Zero;
        venue.Answers["GET /api/v3/time"] = FakeVenue.Json(
            () => $$"""{"serverTime":{{(TimeProvider.System.GetUtcNow() + stood).ToUnixTimeMilliseconds()}}}""");
        venue.Answers[Post] = context =>
        {
            stood = TimeSpan.FromSeconds(30);
            return FakeVenue.Error(400, -1021, "Timestamp for this request is outside of the recvWindow.")(context);
        };
        await using var gateway = Accounts.Gateway(Accounts.Options(venue.Root));
        var answer = Assert.IsType<PlacementAnswer.NotSent>(await gateway.PlaceAsync(Accounts.Order("A"), Token));
        Assert.Equal(("NotSentInTime", 1), (answer.Reason.Code, venue.Count(Post)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Order_WithoutConnection_OrWhenToldSo_GoesOverRest(bool connected)
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.Answers[Post] = FakeVenue.Error(400, -1013, "Filter failure: LOT_SIZE");
        venue.OnStream = async (socket, number, token) =>
        {
            await FakeVenue.SubscribeAsync(socket, token);
            await FakeVenue.ReceiveAsync(socket, token);
        };
        var options = Accounts.Options(venue.Root);
        options.OrdersOverWebSocket = !connected;
        if (connected)
        {
            await WithSessionAsync(options, async gateway =>
                Assert.IsType<PlacementAnswer.Rejected>(await gateway.PlaceAsync(Accounts.Order("A"), Token)));
        }
        else
        {
            await using var gateway = Accounts.Gateway(options);
            Assert.IsType<PlacementAnswer.Rejected>(await gateway.PlaceAsync(Accounts.Order("A"), Token));
        }

        Assert.Equal(1, venue.Count(Post));
    }

    [Theory]
    [InlineData("age")]
    [InlineData("""{"event":{"e":"serverShutdown","E":1}}""")]
    [InlineData("""{"e":"serverShutdown","E":1}""")]
    public async Task Connection_ThatMustEnd_IsReplacedWithoutAGap_AndWhatBothTellIsToldOnce(string cause)
    {
        await using var venue = await FakeVenue.StartAsync();
        var second = new TaskCompletionSource();
        var drained = new TaskCompletionSource();
        venue.OnStream = async (socket, number, token) =>
        {
            await FakeVenue.SubscribeAsync(socket, token);
            if (number > 1)
            {
                await FakeVenue.SendAsync(socket, Report(2, 20), token);
                await FakeVenue.SendAsync(socket, Report(3, 30), token);
                second.TrySetResult();
                await drained.Task.WaitAsync(token);
                await FakeVenue.SendAsync(socket, Report(9, 90), token);
                await FakeVenue.ReceiveAsync(socket, token);
                return;
            }

            await FakeVenue.SendAsync(socket, Report(1, 10), token);
            if (cause != "age")
                await FakeVenue.SendAsync(socket, cause, token);
            while (true)
            {
                var (method, request) = await FakeVenue.RequestAsync(socket, token);
                await FakeVenue.AnswerAsync(socket, request, """ "status":200,"result":[{"subscriptionId":0}] """, token);
                if (method == "userDataStream.unsubscribe")
                    break;
                if (second.Task.IsCompleted)
                    continue;
            }

            drained.TrySetResult();
            await FakeVenue.ReceiveAsync(socket, token);
        };
        var options = Accounts.Options(venue.Root);
        options.StreamCanaryInterval = TimeSpan.FromMilliseconds(50);
        options.StreamRenewAfter = cause == "age" ? TimeSpan.FromSeconds(1) : TimeSpan.FromHours(1);
        var told = await TakeAsync(options, 5);
        Assert.IsType<VenueStreamEvent.Opened>(told[0]);
        Assert.Equal(["1", "2", "3", "9"], told.Skip(1).Select(item => Assert.IsType<VenueStreamEvent.OrderReported>(item).Order.VenueOrderId));
    }

    [Fact]
    public async Task Connection_ThatIsDrained_HandsOnItsLastEventsFirst()
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.OnStream = async (socket, number, token) =>
        {
            await FakeVenue.SubscribeAsync(socket, token);
            if (number > 1)
            {
                await FakeVenue.ReceiveAsync(socket, token);
                return;
            }

            await FakeVenue.SendAsync(socket, """{"e":"serverShutdown","E":1}""", token);
            var (method, request) = await FakeVenue.RequestAsync(socket, token);
            Assert.Equal("userDataStream.unsubscribe", method);
            await FakeVenue.SendAsync(socket, Report(4, 40), token);
            await FakeVenue.SendAsync(socket, """{"subscriptionId":0,"event":{"e":"eventStreamTerminated","E":1}}""", token);
            await FakeVenue.AnswerAsync(socket, request, """ "status":200,"result":{} """, token);
            await FakeVenue.ReceiveAsync(socket, token);
        };
        var told = await TakeAsync(Accounts.Options(venue.Root), 2);
        Assert.Equal("4", Assert.IsType<VenueStreamEvent.OrderReported>(told[1]).Order.VenueOrderId);
    }

    [Fact]
    public async Task Connection_ThatPongsButDoesNotTellOfAnOrder_IsDeaf()
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.OnStream = async (socket, number, token) =>
        {
            await FakeVenue.SubscribeAsync(socket, token);
            while (socket.State == WebSocketState.Open)
            {
                var (method, request) = await FakeVenue.RequestAsync(socket, token);
                await FakeVenue.AnswerAsync(
                    socket, request, method == "order.place" ? Placed() : """ "status":200,"result":[{"subscriptionId":0}] """, token);
            }
        };
        var options = Accounts.Options(venue.Root);
        options.StreamCanaryInterval = TimeSpan.FromMilliseconds(50);
        options.StreamIdleTimeout = TimeSpan.FromMilliseconds(300);
        await using var gateway = Accounts.Gateway(options);
        var told = new List<VenueStreamEvent>();
        await foreach (var item in gateway.StreamAsync(Token))
        {
            told.Add(item);
            if (told.Count == 1)
                Assert.IsType<PlacementAnswer.Accepted>(await gateway.PlaceAsync(Accounts.Order("A"), Token));
            if (told.Count == 3)
                break;
        }

        var reason = Assert.IsType<VenueStreamEvent.Closed>(told[1]).Reason;
        Assert.Contains("took order (BTC/USDT, 5), but its stream did not tell", reason, StringComparison.Ordinal);
        Assert.IsType<VenueStreamEvent.Opened>(told[2]);
    }

    [Fact]
    public async Task Connection_ThatTheVenueHasForgotten_IsOpenedAgain()
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.OnStream = async (socket, number, token) =>
        {
            await FakeVenue.SubscribeAsync(socket, token);
            var (method, request) = await FakeVenue.RequestAsync(socket, token);
            Assert.Equal("session.subscriptions", method);
            await FakeVenue.AnswerAsync(socket, request, """ "status":200,"result":[] """, token);
            await FakeVenue.ReceiveAsync(socket, token);
        };
        var options = Accounts.Options(venue.Root);
        options.StreamCanaryInterval = TimeSpan.FromMilliseconds(50);
        var told = await TakeAsync(options, 3);
        Assert.Contains("nothing is subscribed", Assert.IsType<VenueStreamEvent.Closed>(told[1]).Reason, StringComparison.Ordinal);
        Assert.IsType<VenueStreamEvent.Opened>(told[2]);
    }

    /// <summary>Runs a test while the account's stream is open.</summary>
    private static async Task WithSessionAsync(BinanceOptions options, Func<IExchangeGateway, Task> test)
    {
        await using var gateway = Accounts.Gateway(options);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        var stream = gateway.StreamAsync(patience.Token).GetAsyncEnumerator(patience.Token);
        Assert.True(await stream.MoveNextAsync());
        Assert.IsType<VenueStreamEvent.Opened>(stream.Current);
        await test(gateway);
        await stream.DisposeAsync();
    }

    private static async Task<List<VenueStreamEvent>> TakeAsync(BinanceOptions options, int count)
    {
        await using var gateway = Accounts.Gateway(options);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        var told = new List<VenueStreamEvent>();
        await foreach (var item in gateway.StreamAsync(patience.Token))
        {
            told.Add(item);
            if (told.Count == count)
                break;
        }

        return told;
    }
}
