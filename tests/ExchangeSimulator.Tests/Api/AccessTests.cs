using System.Net;
using Bot3.Messaging.ExchangeSimulator.Limits;
using Bot3.Messaging.ExchangeSimulator.Tests.Kit;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Api;

public sealed class AccessTests
{
    [Fact]
    public async Task Signed_WrongKeySignatureOrClock_IsRefusedWithTheDocumentedText()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);
        using var wrongSecret = new RestClient(simulator.BaseAddress, secret: "other");
        using var unknownKey = new RestClient(simulator.BaseAddress, key: "nobody");
        using var noKey = new RestClient(simulator.BaseAddress, key: " ");

        Assert.Equal((400, -1022, "Signature for this request is not valid."), await wrongSecret.RefusedAsync("GET", "account", ""));
        Assert.Equal((401, -2015, "Invalid API-key, IP, or permissions for action."), await unknownKey.RefusedAsync("GET", "account", ""));
        Assert.Equal((401, -2014, "API-key format invalid."), await noKey.RefusedAsync("GET", "account", ""));
        Assert.Equal((400, -1021, "Timestamp for this request is outside of the recvWindow."),
            await client.RefusedAsync("GET", "account", "", offsetMs: -10_000));
        Assert.Equal((400, -1021, "Timestamp for this request was 1000ms ahead of the server's time."),
            await client.RefusedAsync("GET", "account", "", offsetMs: 30_000));
        Assert.Equal((400, -1130, "Data sent for parameter 'recvWindow' is not valid."),
            await client.RefusedAsync("GET", "account", "recvWindow=60001"));
        Assert.Equal((400, -1121, "Invalid symbol."), await client.RefusedAsync("GET", "openOrders", "symbol=NOPE"));
    }

    [Fact]
    public async Task Signed_BeforePercentEncoding_IsRefused()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);
        var plain = RestClient.Stamped("symbol=１２");
        var encoded = plain.Replace("１２", "%EF%BC%91%EF%BC%92");

        using var signedPlain = await client.SendAsync("GET", $"openOrders?{encoded}&signature={RestClient.Sign(plain)}", null);
        using var signedEncoded = await client.SendAsync("GET", $"openOrders?{encoded}&signature={RestClient.Sign(encoded)}", null);

        Assert.Equal(-1022, (await RestClient.RefusalAsync(signedPlain)).Code);
        Assert.Equal(-1121, (await RestClient.RefusalAsync(signedEncoded)).Code);
    }

    [Fact]
    public async Task QueryAndBody_SameName_QueryWins()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);
        const string Query = "symbol=ETHUSDT";
        var body = RestClient.Stamped("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=1");

        using var response = await client.SendAsync("POST", "order?" + Query, $"{body}&signature={RestClient.Sign(Query + body)}");

        Assert.Equal("ETHUSDT", (string)(await RestClient.JsonAsync(response))["symbol"]!);
    }

    [Theory]
    [InlineData("POST", "userDataStream", HttpStatusCode.NotFound)]
    [InlineData("PUT", "userDataStream", HttpStatusCode.NotFound)]
    [InlineData("PUT", "order", HttpStatusCode.MethodNotAllowed)]
    public async Task Path_RetiredOrWrongVerb_IsNotServed(string verb, string path, HttpStatusCode status)
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);

        using var response = await client.SignedAsync(verb, path, "");

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Weight_AboveTheLimit_Is429ThenABan()
    {
        var limits = new RateLimitOptions { RequestWeightPerMinute = 1, RequestsBeforeBan = 1 };
        await using var simulator = await Simulators.StartAsync(Simulators.Still with { RateLimits = limits });
        using var client = new RestClient(simulator.BaseAddress);
        await client.PublicAsync("time");

        using var over = await client.SendAsync("GET", "time", null);
        using var banned = await client.SendAsync("GET", "time", null);

        var (status, code, message) = await RestClient.RefusalAsync(over);
        Assert.Equal((429, -1003), (status, code));
        Assert.StartsWith("Too much request weight used; current limit is 1 request weight per 1 MINUTE.", message);
        Assert.InRange(over.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal((418, -1003), ((int)banned.StatusCode, (await RestClient.RefusalAsync(banned)).Code));
    }

    [Fact]
    public async Task Orders_AboveTheLimit_Is429()
    {
        await using var simulator = await Simulators.StartAsync(Simulators.Still with { RateLimits = new() { OrdersPerDay = 2 } });
        using var client = new RestClient(simulator.BaseAddress);
        const string Resting = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=60000";
        await client.GoodAsync("POST", "order", Resting);
        await client.GoodAsync("POST", "order", Resting);

        Assert.Equal((429, -1015, "Too many new orders; current limit is 2 orders per 1 DAY."), await client.RefusedAsync("POST",
            "order", Resting));
        await client.GoodAsync("DELETE", "openOrders", "symbol=BTCUSDT");
    }
}
