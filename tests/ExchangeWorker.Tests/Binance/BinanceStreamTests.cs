using System.Net.WebSockets;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance;
using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.ExchangeWorker.Tests.Binance;

public sealed class BinanceStreamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Report(int id, string symbol = "BTCUSDT")
        => $$$"""
           {"subscriptionId":0,"event":{"e":"executionReport","s":"{{{symbol}}}","c":"A","C":"","S":"BUY","q":"1",
            "x":"NEW","X":"NEW","r":"NONE","i":{{{id}}},
           "l":"0","z":"0","L":"0","n":"0","N":null,"T":1499405658657,"t":-1,"m":false}}
           """;

    [Fact]
    public async Task Stream_OfEvents_ToldInTheOrderInWhichTheyCame()
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.OnStream = async (socket, _, token) =>
        {
            // An event may overtake the confirmation.
            await FakeVenue.SendAsync(socket, Report(2), token);
            await FakeVenue.SubscribeAsync(socket, token);
            await FakeVenue.SendAsync(socket, Report(1), token);
            await FakeVenue.SendAsync(socket, """{"subscriptionId":0,"event":{"e":"balanceUpdate","E":1,"a":"BTC","d":"1","T":1}}""", token);
            await FakeVenue.SendAsync(
                socket, """{"subscriptionId":0,"event":{"e":"outboundAccountPosition","E":1,"u":1,"B":[{"a":"BTC","f":"2","l":"1"}]}}""", token);
            await FakeVenue.ReceiveAsync(socket, token);
        };
        var told = await TakeAsync(Accounts.Options(venue.Root), 4);
        Assert.IsType<VenueStreamEvent.Opened>(told[0]);
        Assert.Equal("2", Assert.IsType<VenueStreamEvent.OrderReported>(told[1]).Order.VenueOrderId);
        Assert.Equal("1", Assert.IsType<VenueStreamEvent.OrderReported>(told[2]).Order.VenueOrderId);
        var balance = Assert.Single(Assert.IsType<VenueStreamEvent.BalancesReported>(told[3]).Balances);
        Assert.Equal(("BTC", 2m, 1m), (balance.Asset, balance.Free, balance.Locked));
    }

    [Theory]
    [InlineData("abort", "The connection broke")]
    [InlineData("close", "The venue closed the connection")]
    [InlineData("""{"subscriptionId":0,"event":{"e":"eventStreamTerminated","E":1}}""", "The venue ended the event stream.")]
    [InlineData("not json", "could not be read")]
    [InlineData("""{"subscriptionId":0,"event":{"e":"executionReport"}}""", "could not be read")]
    [InlineData("""{"id":null,"status":401,"error":{"code":-2015,"msg":"Invalid API-key"}}""", "The venue refused: -2015")]
    public async Task Stream_WhenLost_IsClosedAndOpenedAgain(string what, string reason)
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.OnStream = async (socket, number, token) =>
        {
            await FakeVenue.SubscribeAsync(socket, token);
            await FakeVenue.SendAsync(socket, Report(number), token);
            if (number == 1 && what == "close")
                await socket.CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "bye", token);
            else if (number == 1 && what != "abort")
                await FakeVenue.SendAsync(socket, what, token);
            if (number > 1 || what is not ("abort" or "close"))
                await FakeVenue.ReceiveAsync(socket, token);
        };
        var told = await TakeAsync(Accounts.Options(venue.Root), 5);
        Assert.IsType<VenueStreamEvent.Opened>(told[0]);
        Assert.Equal("1", Assert.IsType<VenueStreamEvent.OrderReported>(told[1]).Order.VenueOrderId);
        Assert.Contains(reason, Assert.IsType<VenueStreamEvent.Closed>(told[2]).Reason, StringComparison.Ordinal);
        Assert.IsType<VenueStreamEvent.Opened>(told[3]);
        Assert.Equal("2", Assert.IsType<VenueStreamEvent.OrderReported>(told[4]).Order.VenueOrderId);
    }

    [Fact]
    public async Task Stream_WhenTheReaderIsTooSlow_IsClosedNotThinnedOut()
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.OnStream = async (socket, number, token) =>
        {
            for (var id = 1; number == 1 && id <= 5; id++)
                await FakeVenue.SendAsync(socket, Report(id), token);
            await FakeVenue.SubscribeAsync(socket, token);
            await FakeVenue.ReceiveAsync(socket, token);
        };
        var options = Accounts.Options(venue.Root);
        options.StreamQueueLimit = 3;
        var told = await TakeAsync(options, 2);
        Assert.Contains("More than 3 events", Assert.IsType<VenueStreamEvent.Closed>(told[0]).Reason, StringComparison.Ordinal);
        Assert.IsType<VenueStreamEvent.Opened>(told[1]);
    }

    [Fact]
    public async Task Stream_WhenNothingIsHeard_IsOpenedAgain()
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.OnStream = async (socket, _, token) =>
        {
            await FakeVenue.SubscribeAsync(socket, token);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        };
        var options = Accounts.Options(venue.Root);
        options.StreamCanaryInterval = TimeSpan.FromMilliseconds(20);
        options.StreamIdleTimeout = TimeSpan.FromMilliseconds(100);
        var told = await TakeAsync(options, 3);
        Assert.Contains("Nothing heard", Assert.IsType<VenueStreamEvent.Closed>(told[1]).Reason, StringComparison.Ordinal);
        Assert.IsType<VenueStreamEvent.Opened>(told[2]);
    }

    [Theory]
    [InlineData(400, -1021, "")]
    [InlineData(429, -1003, ""","data":{"retryAfter":1}""")]
    [InlineData(400, -1102, "")]
    public async Task Subscription_WhenRefused_IsTriedAgain_ToldOnce(int status, int code, string data)
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.OnStream = async (socket, number, token) =>
        {
            if (number > 2)
            {
                await FakeVenue.SubscribeAsync(socket, token);
            }
            else
            {
                var (_, request) = await FakeVenue.RequestAsync(socket, token);
                await FakeVenue.AnswerAsync(
                    socket, request, $$""" "status":{{status}},"error":{"code":{{code}},"msg":"no"{{data}}} """, token);
            }

            await FakeVenue.ReceiveAsync(socket, token);
        };
        var told = await TakeAsync(Accounts.Options(venue.Root), 2);
        Assert.Equal($"The venue refused: {code} no", Assert.IsType<VenueStreamEvent.Closed>(told[0]).Reason);
        Assert.IsType<VenueStreamEvent.Opened>(told[1]);
        Assert.Equal(code == -1021 ? 9 : 3, venue.Count("GET /api/v3/time"));
    }

    [Fact]
    public async Task Subscription_ThatExists_CountsAsOpen_AndStrangePairsAreLeftOut()
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.OnStream = async (socket, _, token) =>
        {
            var (_, request) = await FakeVenue.RequestAsync(socket, token);
            await FakeVenue.AnswerAsync(socket, request, """ "status":400,"error":{"code":-2035,"msg":"exists"} """, token);
            await FakeVenue.SendAsync(socket, Report(1, "NOPE"), token);
            await FakeVenue.SendAsync(socket, Report(2), token);
            await FakeVenue.ReceiveAsync(socket, token);
        };
        var told = await TakeAsync(Accounts.Options(venue.Root), 2);
        Assert.IsType<VenueStreamEvent.Opened>(told[0]);
        Assert.Equal("2", Assert.IsType<VenueStreamEvent.OrderReported>(told[1]).Order.VenueOrderId);
    }

    [Fact]
    public async Task Stream_WhenNothingListensOrAnswers_TellsOnce()
    {
        await using var venue = await FakeVenue.StartAsync();
        venue.OnStream = (_, _, token) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        var options = Accounts.Options(venue.Root);
        options.ConnectTimeout = TimeSpan.FromMilliseconds(200);
        Assert.Contains("Not open within", Assert.IsType<VenueStreamEvent.Closed>((await TakeAsync(options, 1))[0]).Reason,
            StringComparison.Ordinal);
        options.WebSocketApiUrl = new Uri("ws://127.0.0.1:1/ws-api/v3");
        Assert.Contains("Cannot connect", Assert.IsType<VenueStreamEvent.Closed>((await TakeAsync(options, 1))[0]).Reason,
            StringComparison.Ordinal);
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
