using Bot3.Messaging.ExchangeSimulator.Tests.Kit;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Admin;

public sealed class AdminTests
{
    [Fact]
    public async Task Truth_AfterATrade_HasOrdersFillsAndBalancesAsText()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);
        await client.GoodAsync("POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01&newClientOrderId=t1");

        var (status, truth) = await client.AdminAsync("GET", "truth");

        Assert.Equal(200, status);
        var order = Assert.Single(truth["orders"]!.AsArray())!;
        Assert.Equal(("test", "t1", "FILLED", "0.01"),
            ((string)order["account"]!, (string)order["clientOrderId"]!, (string)order["status"]!, (string)order["executedQty"]!));
        Assert.Equal("t1", (string)Assert.Single(truth["fills"]!.AsArray())!["clientOrderId"]!);
        Assert.Equal(4, truth["balances"]!.AsArray().Count);
    }

    [Fact]
    public async Task Faults_SetAndCleared_AreListed()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);

        var (_, set) = await client.AdminAsync("POST", "faults",
            """{"kind":"StaleQuery","account":"test","probability":"0.5","count":3}""");
        Assert.Equal(("StaleQuery", 3), ((string)set[0]!["kind"]!, (int)set[0]!["count"]!));
        Assert.Single((await client.AdminAsync("GET", "faults")).Body.AsArray());
        Assert.Empty((await client.AdminAsync("DELETE", "faults")).Body.AsArray());
    }

    [Theory]
    [InlineData(
        "faults",
        """{"kind":"StaleQuery","probability":"2","count":0,"delayMs":-1}""",
        "probability: 2 is not above 0 and at most 1. count: 0 is below 1. delayMs: -1 is not within 0 to 60000.")]
    [InlineData("market/NOPE", """{"price":"1"}""", "symbol: 'NOPE' is not one of BTCUSDT, ETHUSDT, BNBUSDT, ETHBTC.")]
    [InlineData("market/BTCUSDT", """{"price":"0"}""", "price: 0 is outside 0.01 to 1000000.")]
    [InlineData("market/BTCUSDT", "{}", "Either price or trade is needed, not both.")]
    [InlineData("market/BTCUSDT", """{"trade":{"price":"60000","quantity":"1","side":"buy"}}""", "side: 'buy' is not BUY or SELL.")]
    [InlineData(
        "market/BTCUSDT",
        """{"trade":{"price":"60000","quantity":"0","side":"BUY"}}""",
        "quantity: 0 is not a multiple of 0.00001 within LOT_SIZE.")]
    public async Task Command_BadInput_NamesFieldValueAndLimit(string path, string body, string message)
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);

        var (status, answer) = await client.AdminAsync("POST", path, body);

        Assert.Equal(400, status);
        Assert.StartsWith(message, (string)answer["error"]!);
    }

    [Fact]
    public async Task Command_UnknownField_IsRefused()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);

        Assert.Equal(400, (await client.AdminAsync("POST", "faults", """{"kind":"StaleQuery","often":true}""")).Status);
    }

    [Fact]
    public async Task Market_PriceSet_FillsWhatLiesBetweenAndTriggersStops()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);
        await client.GoodAsync("POST", "order", "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.1&price=64000");
        await client.GoodAsync("POST", "order", "symbol=BTCUSDT&side=SELL&type=STOP_LOSS&quantity=0.1&stopPrice=63500");

        Assert.Equal(200, (await client.AdminAsync("POST", "market/BTCUSDT", """{"price":"63000"}""")).Status);

        Assert.All(simulator.Truth().Orders, order => Assert.Equal("FILLED", order.Status));
        var prices = (await client.PublicAsync("trades?symbol=BTCUSDT")).AsArray().Select(trade => (string)trade!["price"]!);
        Assert.Contains("63000.00000000", prices);
    }

    [Fact]
    public async Task Market_TradeMade_IsTheLastPrice()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);

        await client.AdminAsync("POST", "market/ETHUSDT", """{"trade":{"price":"3210.5","quantity":"1.5","side":"BUY"}}""");

        Assert.Equal("3210.50000000", (string)(await client.PublicAsync("ticker/price?symbol=ETHUSDT"))["price"]!);
        Assert.Equal("1.50000000", (string)(await client.PublicAsync("trades?symbol=ETHUSDT&limit=1"))[0]!["qty"]!);
    }

    [Fact]
    public async Task Health_Running_IsOk()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);

        Assert.Equal("ok", (string)(await client.AdminAsync("GET", "health")).Body["status"]!);
    }
}
