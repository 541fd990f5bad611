using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Tests.Kit;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Market;

public sealed class MarketDataTests
{
    private const string Samples = "Endpoints/Spot/ExchangeData/";

    [Theory]
    [InlineData(Samples + "GetTicker.txt", "ticker/24hr?symbol=BTCUSDT")]
    [InlineData(Samples + "GetTradingDayTicker.txt", "ticker/tradingDay?symbol=BTCUSDT")]
    [InlineData(Samples + "GetRollingWindowTicker.txt", "ticker?symbol=BTCUSDT&windowSize=1h")]
    [InlineData(Samples + "GetAggregatedTradeHistory.txt", "aggTrades?symbol=BTCUSDT")]
    [InlineData(Samples + "GetTradeHistory.txt", "historicalTrades?symbol=BTCUSDT")]
    [InlineData(Samples + "GetKlines.txt", "klines?symbol=BTCUSDT&interval=1m")]
    [InlineData(Samples + "GetKlines.txt", "uiKlines?symbol=BTCUSDT&interval=1s&timeZone=-1:30")]
    public async Task Answer_ToAMarketCall_HasTheRecordedFields(string sample, string path)
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);
        simulator.MoveMarket("BTCUSDT", 64_000m);

        FieldNames.AssertCovers(Recorded.Body(sample), await client.PublicAsync(path), path);
    }

    [Theory]
    [InlineData("klines?symbol=BTCUSDT&interval=7m", 400, -1120)]
    [InlineData("klines?symbol=BTCUSDT&interval=1m&timeZone=15", 400, -1130)]
    [InlineData("klines?symbol=BTCUSDT&interval=1m&startTime=5&endTime=4", 400, -1128)]
    [InlineData("aggTrades?symbol=BTCUSDT&fromId=1&startTime=4", 400, -1128)]
    [InlineData("ticker", 400, -1102)]
    [InlineData("ticker?symbol=BTCUSDT&windowSize=60m", 400, -1130)]
    [InlineData("ticker/24hr?symbol=BTCUSDT&type=HUGE", 400, -1130)]
    [InlineData("ticker/price?symbol=BTCUSDT&symbols=[\"BTCUSDT\"]", 400, -1128)]
    [InlineData("ticker/price?symbol=NOPE", 400, -1121)]
    [InlineData("ticker/price?symbol=BTCUSDT&symbolStatus=HALT", 400, -1220)]
    [InlineData("exchangeInfo?symbol=BTCUSDT&permissions=SPOT", 400, -1128)]
    [InlineData("executionRules?symbol=BTCUSDT&symbolStatus=TRADING", 400, -1128)]
    [InlineData("referencePrice?symbol=BTCUSDT", 400, -2043)]
    [InlineData("referencePrice/calculation?symbol=BTCUSDT", 400, -2043)]
    [InlineData("depth?symbol=BTCUSDT&limit=0", 400, -1130)]
    public async Task Call_ThatIsWrong_IsRefusedWithTheDocumentedCode(string path, int status, int code)
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);

        using var response = await client.SendAsync("GET", path, null);

        var refusal = await RestClient.RefusalAsync(response);
        Assert.Equal((status, code), (refusal.Status, refusal.Code));
    }

    [Theory]
    [InlineData("ping", 1)]
    [InlineData("exchangeInfo", 20)]
    [InlineData("depth?symbol=BTCUSDT", 5)]
    [InlineData("depth?symbol=BTCUSDT&limit=500", 25)]
    [InlineData("depth?symbol=BTCUSDT&limit=1000", 50)]
    [InlineData("depth?symbol=BTCUSDT&limit=5000", 250)]
    [InlineData("trades?symbol=BTCUSDT", 25)]
    [InlineData("historicalTrades?symbol=BTCUSDT", 25)]
    [InlineData("aggTrades?symbol=BTCUSDT", 4)]
    [InlineData("klines?symbol=BTCUSDT&interval=1d", 2)]
    [InlineData("avgPrice?symbol=BTCUSDT", 2)]
    [InlineData("ticker/24hr?symbol=BTCUSDT", 2)]
    [InlineData("ticker/24hr", 80)]
    [InlineData("ticker/24hr?symbols=[\"BTCUSDT\",\"ETHUSDT\"]", 2)]
    [InlineData("ticker/price?symbol=BTCUSDT", 2)]
    [InlineData("ticker/price", 4)]
    [InlineData("ticker/bookTicker?symbols=[\"BTCUSDT\"]", 4)]
    [InlineData("ticker?symbols=[\"BTCUSDT\",\"ETHUSDT\"]", 8)]
    [InlineData("executionRules", 40)]
    [InlineData("executionRules?symbol=BTCUSDT", 2)]
    public async Task Weight_OfAMarketCall_IsTheDocumentedOne(string path, int weight)
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);

        using var response = await client.SendAsync("GET", path, null);

        Assert.Equal(weight.ToString(System.Globalization.CultureInfo.InvariantCulture),
            response.Headers.GetValues("X-MBX-USED-WEIGHT-1M").Single());
    }

    [Fact]
    public async Task Historical_FromAnId_StartsThere()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);
        for (var price = 64_000m; price < 64_010m; price++)
            simulator.MoveMarket("BTCUSDT", price);

        var trades = (JsonArray)await client.PublicAsync("historicalTrades?symbol=BTCUSDT&fromId=4&limit=2");

        Assert.Equal([4L, 5L], trades.Select(trade => (long)trade!["id"]!));
    }

    [Fact]
    public async Task Symbol_ChangedByTheAdmin_ShowsInExchangeInfo()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);

        var (status, _) = await client.AdminAsync("POST", "symbols/BTCUSDT",
            """{"status":"Halt","referencePrice":"64000","tickSize":"0.1","notionalMin":"10"}""");

        Assert.Equal(200, status);
        var symbol = (await client.PublicAsync("exchangeInfo?symbol=BTCUSDT"))["symbols"]![0]!;
        Assert.Equal("HALT", (string)symbol["status"]!);
        Assert.Equal("0.10000000", (string)symbol["filters"]![0]!["tickSize"]!);
        Assert.Equal("64000.00000000", (string)(await client.PublicAsync("referencePrice?symbol=BTCUSDT"))["referencePrice"]!);
        Assert.Single((JsonArray)(await client.PublicAsync("exchangeInfo?symbolStatus=HALT"))["symbols"]!);
        await client.AdminAsync("POST", "symbols/BTCUSDT", """{"removeReferencePrice":true}""");
        Assert.Null((await client.PublicAsync("referencePrice?symbol=BTCUSDT"))["referencePrice"]);
    }

    [Theory]
    [InlineData("symbols/NOPE", "{}")]
    [InlineData("symbols/BTCUSDT", """{"tickSize":"-1"}""")]
    [InlineData("symbols/BTCUSDT", """{"referencePrice":"1","removeReferencePrice":true}""")]
    [InlineData("accounts/nobody", """{"asset":"BTC","amount":"1"}""")]
    [InlineData("accounts/test", """{"asset":"BTC","amount":"-1000000"}""")]
    [InlineData("accounts/test", """{"asset":"BTC"}""")]
    public async Task Change_ThatIsImpossible_IsRefused(string path, string body)
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);

        Assert.Equal(400, (await client.AdminAsync("POST", path, body)).Status);
    }
}
