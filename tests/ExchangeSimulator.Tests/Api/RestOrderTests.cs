using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Tests.Kit;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Api;

public sealed class RestOrderTests : IAsyncLifetime
{
    private SimulatorHost simulator = null!;
    private RestClient client = null!;

    public async ValueTask InitializeAsync()
    {
        simulator = await Simulators.StartAsync();
        client = new RestClient(simulator.BaseAddress);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await simulator.DisposeAsync();
    }

    [Fact]
    public async Task Limit_PlacedQueriedCancelled_TellsTheSameStoryEverywhere()
    {
        const string Terms = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=60000&newClientOrderId=one";
        var placed = await client.GoodAsync("POST", "order", Terms);
        Assert.Equal("NEW", (string)placed["status"]!);
        Assert.Empty(placed["fills"]!.AsArray());

        var open = (await client.GoodAsync("GET", "openOrders", "symbol=BTCUSDT")).AsArray();
        Assert.Equal("one", (string)Assert.Single(open)!["clientOrderId"]!);
        Assert.Equal("600.00000000", Locked(await client.GoodAsync("GET", "account", ""), "USDT"));

        var cancelled = await client.GoodAsync("DELETE", "order", "symbol=BTCUSDT&origClientOrderId=one&newClientOrderId=bye");
        Assert.Equal(("one", "bye", "CANCELED"),
            ((string)cancelled["origClientOrderId"]!, (string)cancelled["clientOrderId"]!, (string)cancelled["status"]!));

        var queried = await client.GoodAsync("GET", "order", "symbol=BTCUSDT&origClientOrderId=one");
        Assert.Equal("CANCELED", (string)queried["status"]!);
        Assert.Equal("0.00000000", Locked(await client.GoodAsync("GET", "account", "omitZeroBalances=true"), "USDT"));
        Assert.Equal((400, -2011, "Unknown order sent."), await client.RefusedAsync("DELETE", "order",
            "symbol=BTCUSDT&origClientOrderId=one"));
    }

    [Fact]
    public async Task Market_Filled_IsInTradesAndTruth()
    {
        using var response = await client.SignedFormAsync("POST", "order", "symbol=ETHUSDT&side=SELL&type=MARKET&quantity=2");
        var placed = await RestClient.JsonAsync(response);

        Assert.Equal("FILLED", (string)placed["status"]!);
        Assert.True(response.Headers.Contains("X-MBX-ORDER-COUNT-10S"));
        Assert.True(response.Headers.Contains("X-MBX-USED-WEIGHT-1M"));
        var trade = Assert.Single((await client.GoodAsync("GET", "myTrades", "symbol=ETHUSDT")).AsArray())!;
        var fill = Assert.Single(simulator.Truth().Fills);
        Assert.Equal((long)trade["id"]!, fill.TradeId);
        Assert.Equal((string)trade["commission"]!, (fill.QuoteQty / 1_000).ToString("F8"));
        Assert.Equal("USDT", fill.CommissionAsset);
        Assert.Empty((await client.GoodAsync("GET", "myTrades", $"symbol=ETHUSDT&fromId={fill.TradeId + 1}")).AsArray());
        Assert.Single((await client.GoodAsync("GET", "myTrades", $"symbol=ETHUSDT&orderId={fill.OrderId}")).AsArray());
    }

    [Theory]
    [InlineData(
        "side=BUY&type=LIMIT&timeInForce=GTC&quantity=1",
        400,
        -1102,
        "Mandatory parameter 'price' was not sent, was empty/null, or malformed.")]
    [InlineData(
        "side=BUY&type=LIMIT&quantity=1&price=60000",
        400,
        -1102,
        "Mandatory parameter 'timeInForce' was not sent, was empty/null, or malformed.")]
    [InlineData("side=BUY&type=LIMIT&timeInForce=GTD&quantity=1&price=60000", 400, -1115, "Invalid timeInForce.")]
    [InlineData("side=BUY&type=MARKET&quantity=1&timeInForce=GTC", 400, -1106, "Parameter 'timeInForce' sent when not required.")]
    [InlineData("side=BUY&type=MARKET", 400, -1102, "Param 'quantity' or 'quoteOrderQty' must be sent, but both were empty/null!")]
    [InlineData("side=BUY&type=MARKET&quantity=1&quoteOrderQty=1", 400, -1128, "Combination of optional parameters invalid.")]
    [InlineData("side=HOLD&type=MARKET&quantity=1", 400, -1117, "Invalid side.")]
    [InlineData("side=BUY&type=OTHER&quantity=1", 400, -1116, "Invalid orderType.")]
    [InlineData("side=BUY&type=MARKET&quantity=0", 400, -1013, "Invalid quantity.")]
    [InlineData("side=BUY&type=MARKET&quantity=0.123456789", 400, -1111, "Parameter 'quantity' has too much precision.")]
    [InlineData(
        "side=BUY&type=MARKET&quantity=-1",
        400,
        -1100,
        @"Illegal characters found in parameter 'quantity'; legal range is '^([0-9]{1,20})(\.[0-9]{1,20})?$'.")]
    [InlineData(
        "side=BUY&type=MARKET&quantity=1&newClientOrderId=a.b",
        400,
        -1100,
        "Illegal characters found in parameter 'newClientOrderId'; legal range is '^[a-zA-Z0-9-_]{1,36}$'.")]
    [InlineData("side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.00001&price=60000", 400, -1013, "Filter failure: NOTIONAL")]
    [InlineData(
        "side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=60000&icebergQty=1.1",
        400,
        -2010,
        "IcebergQty exceeds QTY.")]
    [InlineData("side=BUY&type=LIMIT&timeInForce=IOC&quantity=1&price=60000&icebergQty=0.1", 400, -1014, "Unsupported order combination.")]
    [InlineData("side=BUY&type=MARKET&quantity=1&icebergQty=0.1", 400, -1106, "Parameter 'icebergQty' sent when not required.")]
    [InlineData(
        "side=SELL&type=STOP_LOSS&quantity=1",
        400,
        -1102,
        "Param 'stopPrice' or 'trailingDelta' must be sent, but both were empty/null!")]
    [InlineData("side=SELL&type=STOP_LOSS&quantity=1&trailingDelta=9", 400, -1013, "Filter failure: TRAILING_DELTA")]
    [InlineData("side=BUY&type=MARKET&quantity=1&pegPriceType=MARKET_PEG", 400, -2010, "This order type may not use pegged price.")]
    [InlineData("side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&pegPriceType=MIDDLE", 400, -1210, "Invalid pegPriceType.")]
    [InlineData(
        "side=BUY&type=LIMIT_MAKER&quantity=1&pegPriceType=MARKET_PEG",
        400,
        -2010,
        "This price peg cannot be used with this order type.")]
    [InlineData(
        "side=BUY&type=LIMIT_MAKER&quantity=1&pegPriceType=PRIMARY_PEG&pegOffsetValue=2&pegOffsetType=PIPS",
        400,
        -1211,
        "Invalid pegOffsetType.")]
    [InlineData(
        "side=BUY&type=MARKET&quantity=1&selfTradePreventionMode=SOME",
        400,
        -1130,
        "Data sent for parameter 'selfTradePreventionMode' is not valid.")]
    [InlineData(
        "side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=60000&strategyType=5",
        400,
        -1134,
        "'strategyType' was less than 1000000.")]
    [InlineData(
        "side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=60000&newOrderRespType=ALL",
        400,
        -1130,
        "Data sent for parameter 'newOrderRespType' is not valid.")]
    public async Task Order_Malformed_IsRefusedWithTheDocumentedText(string terms, int status, int code, string message)
    {
        Assert.Equal((status, code, message), await client.RefusedAsync("POST", "order", "symbol=BTCUSDT&" + terms));
        Assert.Equal((status, code, message), await client.RefusedAsync("POST", "order/test", "symbol=BTCUSDT&" + terms));
        Assert.Empty(simulator.Truth().Orders);
    }

    [Theory]
    [InlineData("ACK", false, false)]
    [InlineData("RESULT", true, false)]
    [InlineData("FULL", true, true)]
    public async Task Order_ResponseType_DecidesHowMuchIsSaid(string type, bool hasStatus, bool hasFills)
    {
        var placed = await client.GoodAsync("POST", "order",
            $"symbol=BTCUSDT&side=BUY&type=MARKET&quoteOrderQty=100&newOrderRespType={type}");

        Assert.Equal((hasStatus, hasFills), (placed["status"] is not null, placed["fills"] is not null));
    }

    [Fact]
    public async Task OrderTest_GoodOrder_AnswersNothingAndPlacesNothing()
    {
        const string Terms = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=1";

        Assert.Equal("{}", (await client.GoodAsync("POST", "order/test", Terms)).ToJsonString());
        Assert.Equal("0.00100000",
            (string)(await client.GoodAsync("POST", "order/test",
                Terms + "&computeCommissionRates=true"))["standardCommissionForOrder"]!["maker"]!);
        Assert.Empty(simulator.Truth().Orders);
    }

    [Fact]
    public async Task CancelAll_TwoOpen_CancelsBothOfThatSymbolOnly()
    {
        foreach (var symbol in new[] { "BTCUSDT", "BTCUSDT", "ETHUSDT" })
        {
            var price = symbol == "BTCUSDT" ? 60_000 : 3_000;
            await client.GoodAsync("POST", "order", $"symbol={symbol}&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.1&price={price}");
        }

        Assert.Equal(2, (await client.GoodAsync("DELETE", "openOrders", "symbol=BTCUSDT")).AsArray().Count);
        Assert.Single((await client.GoodAsync("GET", "openOrders", "")).AsArray());
        Assert.Equal(2, (await client.GoodAsync("GET", "allOrders", "symbol=BTCUSDT")).AsArray().Count);
        Assert.Equal((400, -2011, "Unknown order sent."), await client.RefusedAsync("DELETE", "openOrders", "symbol=BTCUSDT"));
    }

    [Fact]
    public async Task Query_IdsThatDoNotBelongTogether_IsRefused()
    {
        var placed = await client.GoodAsync("POST", "order", "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.1&price=60000");
        var id = (long)placed["orderId"]!;

        Assert.Equal((400, -2039, "Client order ID is not correct for this order ID."),
            await client.RefusedAsync("GET", "order", $"symbol=BTCUSDT&orderId={id}&origClientOrderId=other"));
        Assert.Equal((400, -2011, "Unknown order sent."),
            await client.RefusedAsync("DELETE", "order", $"symbol=BTCUSDT&orderId={id}&origClientOrderId=other"));
        Assert.Equal((400, -2011, "Order was not canceled due to cancel restrictions."),
            await client.RefusedAsync("DELETE", "order", $"symbol=BTCUSDT&orderId={id}&cancelRestrictions=ONLY_PARTIALLY_FILLED"));
        Assert.Equal((400, -1145, "Invalid cancelRestrictions."),
            await client.RefusedAsync("DELETE", "order", $"symbol=BTCUSDT&orderId={id}&cancelRestrictions=SOME"));
        Assert.Equal((400, -2013, "Order does not exist."), await client.RefusedAsync("GET", "order", "symbol=BTCUSDT&orderId=1"));
        Assert.Equal((400, -1102, "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!"),
            await client.RefusedAsync("GET", "order", "symbol=BTCUSDT"));
    }

    private static string Locked(JsonNode account, string asset) =>
        (string)account["balances"]!.AsArray().Single(balance => (string)balance!["asset"]! == asset)!["locked"]!;
}
