using System.Text;
using System.Text.Json;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Wire;
using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.ExchangeWorker.Tests.Binance;

public sealed class BinanceRecordedTests
{
    [Fact]
    public void PlacedOrder_AsRecorded_HasItsFills()
    {
        var body = JsonSerializer.Deserialize(Recorded.Rest("Trading/PlaceOrder.txt"), BinanceJson.Default.OrderBody)!;
        var order = BinanceMapping.Order(body, "BTC/USDT");
        var fills = BinanceMapping.Fills(body, order);
        Assert.Equal(
            ("28", "6gCrw2kRUAF9CvJDGP16IP", OrderSide.Sell, VenueOrderStatus.Filled, 10m, 10m),
            (order.VenueOrderId, order.ClientOrderId, order.Side, order.Status, order.Quantity, order.ExecutedQuantity));
        Assert.Equal(1507725176595, order.ReportedAt.ToUnixTimeMilliseconds());
        Assert.Equal([56L, 57, 58, 59, 60], fills.Select(fill => fill.TradeId));
        Assert.Equal((3999m, 5m, 19.995m, "USDT"), (fills[1].Price, fills[1].Quantity, fills[1].Fee, fills[1].FeeAsset));
    }

    [Fact]
    public void CancelledOrder_AsRecorded_KeepsItsOwnClientId()
    {
        var body = JsonSerializer.Deserialize(Recorded.Rest("Trading/CancelOrder.txt"), BinanceJson.Default.OrderBody)!;
        var order = BinanceMapping.Order(body, "LTC/BTC");
        Assert.Equal(("myOrder1", VenueOrderStatus.Cancelled), (order.ClientOrderId, order.Status));
    }

    [Theory]
    [InlineData("Trading/GetOpenOrders.txt")]
    [InlineData("Trading/GetOrders.txt")]
    public void Orders_AsRecorded_AreRead(string name)
    {
        var body = Assert.Single(JsonSerializer.Deserialize(Recorded.Rest(name), BinanceJson.Default.IReadOnlyListOrderBody)!);
        Assert.Equal((VenueOrderStatus.Open, 1m), (BinanceMapping.Order(body, "LTC/BTC").Status, body.Quantity));
    }

    [Fact]
    public void Account_AsRecorded_HasItsBalances()
    {
        var body = JsonSerializer.Deserialize(Recorded.Rest("Account/GetAccountInfo.txt"), BinanceJson.Default.AccountBody)!;
        Assert.Equal(("BTC", 4723846.89208129m, 0m), (body.Balances[0].Asset, body.Balances[0].Free, body.Balances[0].Locked));
    }

    [Fact]
    public void ExchangeInfo_AsRecorded_HasPairsAndFilters()
    {
        using var frame = JsonDocument.Parse(Recorded.Pushed("Socket/Spot/ExchangeData/GetExchangeInfo.txt"));
        var body = frame.RootElement.GetProperty("result").Deserialize(BinanceJson.Default.ExchangeInfoBody)!;
        var rules = BinanceMapping.Rules(Assert.Single(body.Symbols));
        Assert.Equal(("BNB/BTC", "BNBBTC", "TRADING", 8), (rules.Symbol, rules.VenueSymbol, rules.Status, rules.BasePrecision));
        Assert.Equal(["PRICE_FILTER", "LOT_SIZE"], rules.Filters.Select(filter => filter.Name));
        Assert.Equal("0.00100000", rules.Filters[1].Values["stepSize"]);
        Assert.Single(JsonSerializer.Deserialize(Recorded.Rest("ExchangeData/GetExchangeInfo.txt"),
            BinanceJson.Default.ExchangeInfoBody)!.Symbols);
    }

    [Fact]
    public void TimeAndPrice_AsRecorded_AreRead()
    {
        var time = JsonSerializer.Deserialize(Recorded.Rest("ExchangeData/GetServerTime.txt"), BinanceJson.Default.TimeBody)!;
        var price = JsonSerializer.Deserialize(Recorded.Rest("ExchangeData/GetPrice.txt"), BinanceJson.Default.PriceBody)!;
        Assert.Equal((1499827319559, 4.000002m), (time.ServerTime, price.Price!.Value));
    }

    [Fact]
    public void OrderEvent_AsRecorded_IsReadByCase()
    {
        var report = Event("Order").Deserialize(BinanceJson.Default.ExecutionReport)!;
        var told = BinanceMapping.Report(report, "ETH/BTC");
        Assert.Equal(
            ("4293153", "mUvoqJxFIILMdfAW5iGSOW", VenueOrderStatus.Open, 1m), 
            (told.Order.VenueOrderId, told.Order.ClientOrderId, told.Order.Status, told.Order.Quantity));
        Assert.Null(told.Trade);
        Assert.Null(told.Order.Reason);
        Assert.Equal(1499405658657, told.Order.ReportedAt.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void PositionEvent_AsRecorded_IsRead()
    {
        var item = Assert.Single(Event("AccountPosition").Deserialize(BinanceJson.Default.AccountPosition)!.Balances);
        Assert.Equal(("ETH", 10000m, 0m), (item.Asset, item.Free, item.Locked));
    }

    [Theory]
    [InlineData("CANCELED", "CANCELED", "ours", "ours")]
    [InlineData("REPLACED", "NEW", "ours", "ours")]
    [InlineData("CANCELED", "CANCELED", "", "request")]
    [InlineData("EXPIRED", "EXPIRED", "other", "request")]
    public void OrderEvent_OfCancel_HasTheOrdersClientId(string execution, string status, string original, string expected)
    {
        var report = Event("Order").Deserialize(BinanceJson.Default.ExecutionReport)!
            with { Execution = execution, Status = status, ClientId = "request", OriginalClientId = original };
        Assert.Equal(expected, BinanceMapping.Report(report, "ETH/BTC").Order.ClientOrderId);
    }

    [Fact]
    public void OrderEvent_OfTrade_HasTheTrade()
    {
        var report = Event("Order").Deserialize(BinanceJson.Default.ExecutionReport)! with
        {
            Execution = "TRADE", Status = "PARTIALLY_FILLED", TradeId = 9, LastPrice = 2m, LastQuantity = 0.5m, Executed = 0.5m,
                Fee = 0.01m,
            FeeAsset = "ETH", IsMaker = true,
        };
        var told = BinanceMapping.Report(report, "ETH/BTC");
        Assert.Equal((9L, 2m, 0.5m, 0.01m, "ETH", true), 
            (told.Trade!.TradeId, told.Trade.Price, told.Trade.Quantity, told.Trade.Fee, told.Trade.FeeAsset, told.Trade.IsMaker));
        Assert.Throws<JsonException>(() => BinanceMapping.Report(report with { TradeId = -1 }, "ETH/BTC"));
    }

    [Theory]
    [InlineData("EXPIRED_IN_MATCH", null, null, "EXPIRED_IN_MATCH")]
    [InlineData("EXPIRED", "NONE", "INSUFFICIENT_LIQUIDITY", "INSUFFICIENT_LIQUIDITY")]
    [InlineData("REJECTED", "INSUFFICIENT_BALANCES", null, "INSUFFICIENT_BALANCES")]
    public void OrderEvent_OfAnEnd_HasItsReason(string status, string? reject, string? expiry, string expected)
    {
        var report = Event("Order").Deserialize(BinanceJson.Default.ExecutionReport)!
            with { Status = status, RejectReason = reject, ExpiryReason = expiry };
        Assert.Equal(expected, BinanceMapping.Report(report, "ETH/BTC").Order.Reason);
    }

    [Fact]
    public void Words_NotKnown_AreUnreadable()
    {
        var body = JsonSerializer.Deserialize(Recorded.Rest("Trading/PlaceOrder.txt"), BinanceJson.Default.OrderBody)!;
        Assert.Contains("'ODD'", Assert.Throws<JsonException>(() => BinanceMapping.Order(body with { Status = "ODD" }, "X/Y")).Message,
            StringComparison.Ordinal);
        Assert.Contains("'UP'", Assert.Throws<JsonException>(() => BinanceMapping.Order(body with { Side = "UP" }, "X/Y")).Message,
            StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => BinanceMapping.Order(body with { TransactTime = null }, "X/Y"));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(Encoding.UTF8.GetBytes("{}"), BinanceJson.Default.OrderBody));
    }

    private static JsonElement Event(string name)
    {
        using var frame = JsonDocument.Parse(Recorded.Pushed($"Subscriptions/Spot/Account/{name}.txt"));
        return frame.RootElement.GetProperty("event").Clone();
    }
}
