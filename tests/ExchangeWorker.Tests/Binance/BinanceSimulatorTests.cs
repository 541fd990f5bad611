using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeSimulator;
using Bot3.Messaging.ExchangeSimulator.Faults;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.ExchangeWorker.Tests.Binance;

/// <summary>The gateway against a venue that shares no code with it.</summary>
public sealed class BinanceSimulatorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Order_FromPlacingToFillAndCancel_IsTheSameOnBothSides()
    {
        await using var venue = await StartAsync();
        await using var gateway = Accounts.Gateway(Accounts.Options(venue.BaseAddress));
        Assert.Equal("BTCUSDT", Assert.Single((await gateway.GetRulesAsync(Token)).Value!).VenueSymbol);
        var price = Assert.Single((await gateway.GetPricesAsync(Token)).Value!);
        Assert.True(price.Bid < price.Ask);

        var market = Accounts.Order("M1") with { Type = OrderType.Market, LimitPrice = null };
        var filled = Assert.IsType<PlacementAnswer.Accepted>(await gateway.PlaceAsync(market, Token));
        Assert.Equal((VenueOrderStatus.Filled, 0.01m), (filled.Order.Status, filled.Order.ExecutedQuantity));
        var trades = (await gateway.GetOrderTradesAsync("BTC/USDT", filled.Order.VenueOrderId, Token)).Value!;
        Assert.Equal(filled.Trades.Select(trade => (trade.TradeId, trade.Price, trade.Fee)), trades.Select(trade => (trade.TradeId,
            trade.Price, trade.Fee)));
        Assert.Equal(trades, (await gateway.GetTradesAsync("BTC/USDT", trades[0].TradeId, Token)).Value!);

        var resting = Accounts.Order("L1") with { LimitPrice = Math.Floor(price.Bid!.Value * 0.95m) };
        Assert.Equal(VenueOrderStatus.Open, Assert.IsType<PlacementAnswer.Accepted>(await gateway.PlaceAsync(resting, Token)).Order.Status);
        Assert.Equal("L1", Assert.Single((await gateway.GetOpenOrdersAsync(Token)).Value!).ClientOrderId);
        Assert.Equal("-2010", Assert.IsType<PlacementAnswer.Unknown>(await gateway.PlaceAsync(resting, Token)).Cause.Code);
        Assert.Equal("L1", Assert.IsType<CancelAnswer.Cancelled>(await gateway.CancelAsync("BTC/USDT", "L1", Token)).Order.ClientOrderId);
        Assert.True(Assert.IsType<CancelAnswer.Refused>(await gateway.CancelAsync("BTC/USDT", "L1", Token)).OrderNotOpen);
        Assert.Equal(VenueOrderStatus.Cancelled, (await gateway.QueryAsync("BTC/USDT", "L1", Token)).Value!.Status);
        Assert.Null((await gateway.QueryAsync("BTC/USDT", "never", Token)).Value);
        Assert.Contains((await gateway.GetBalancesAsync(Token)).Value!, item => item.Asset == "BTC" && item.Free > 200m);
        var broken = resting with { ClientOrderId = "F1", Quantity = 0.000000001m };
        Assert.IsType<PlacementAnswer.Rejected>(await gateway.PlaceAsync(broken, Token));
    }

    [Theory]
    [InlineData(FaultKind.NoAnswerBeforeEngine, false)]
    [InlineData(FaultKind.NoAnswerAfterEngine, true)]
    [InlineData(FaultKind.ServerErrorBefore, false)]
    [InlineData(FaultKind.ServerErrorAfter, true)]
    [InlineData(FaultKind.UnreadableAnswer, true)]
    public async Task Place_WithFault_IsUnknown_AndTheQueryTellsTheTruth(FaultKind kind, bool arrived)
    {
        await using var venue = await StartAsync();
        await using var gateway = Accounts.Gateway(Accounts.Options(venue.BaseAddress));
        Assert.True((await gateway.GetBalancesAsync(Token)).Answered);
        venue.AddFault(new FaultRule(kind) { Call = "order.place", Count = 1 });
        var order = Accounts.Order("U1") with { Type = OrderType.Market, LimitPrice = null };
        Assert.IsType<PlacementAnswer.Unknown>(await gateway.PlaceAsync(order, Token));
        var found = await gateway.QueryAsync("BTC/USDT", "U1", Token);
        Assert.True(found.Answered);
        Assert.Equal(arrived, found.Value is not null);
    }

    [Fact]
    public async Task Place_WhenLimited_IsNotSent()
    {
        await using var venue = await StartAsync();
        await using var gateway = Accounts.Gateway(Accounts.Options(venue.BaseAddress));
        venue.AddFault(new FaultRule(FaultKind.TooManyRequests) { Call = "order.place", Count = 1 });
        var answer = Assert.IsType<PlacementAnswer.NotSent>(await gateway.PlaceAsync(Accounts.Order("T1"), Token));
        Assert.True(answer.Retryable && answer.RetryAfter > TimeSpan.Zero);
    }

    [Fact]
    public async Task Stream_OfFillsAndCuts_TellsTradesAndOpensAgain()
    {
        await using var venue = await StartAsync();
        var options = Accounts.Options(venue.BaseAddress);

        // Over the connection that is cut an order would be in doubt; here its answer comes on the other road.
        options.OrdersOverWebSocket = false;
        await using var gateway = Accounts.Gateway(options);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        var placed = 0;
        var trades = new List<VenueTrade>();
        var closed = 0;
        await foreach (var told in gateway.StreamAsync(patience.Token))
        {
            if (told is VenueStreamEvent.Opened)
            {
                if (++placed == 2)
                    venue.AddFault(new FaultRule(FaultKind.StreamCut) { Call = "executionReport", Count = 1 });
                if (placed == 3)
                    break;
                var order = Accounts.Order($"S{placed}") with { Type = OrderType.Market, LimitPrice = null };
                Assert.IsType<PlacementAnswer.Accepted>(await gateway.PlaceAsync(order, Token));
            }
            else if (told is VenueStreamEvent.OrderReported { Trade: { } trade })
            {
                trades.Add(trade);
                if (trades.Sum(item => item.Quantity) == 0.01m)
                {
                    venue.AddFault(new FaultRule(FaultKind.StreamCut) { Call = "executionReport", Count = 1 });
                    await gateway.PlaceAsync(Accounts.Order("CUT") with { Type = OrderType.Market, LimitPrice = null }, Token);
                }
            }
            else if (told is VenueStreamEvent.Closed)
            {
                closed++;
            }
        }

        Assert.Equal(2, closed);
        Assert.All(trades, trade => Assert.Equal("S1", trade.ClientOrderId));
        Assert.All(trades, trade => Assert.True(trade.Fee > 0));
    }

    private static Task<SimulatorHost> StartAsync()
        => SimulatorHost.StartAsync(new SimulatorOptions { Port = 0, Market = new MarketOptions { Moves = false } }, Token);
}
