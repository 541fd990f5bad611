using System.Collections.Concurrent;
using System.Collections.Immutable;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeSimulator;
using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Limits;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.ExchangeWorker.Persistence;
using Microsoft.Extensions.Logging.Abstractions;
using SimulatedAccount = Bot3.Messaging.ExchangeSimulator.Accounts.AccountOptions;

namespace Bot3.Messaging.ExchangeWorker.Tests.Binance;

/// <summary>Two workers on one address, at limits where one request too many is a ban.</summary>
public sealed class BinanceLimitSimulatorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Workers_ThatAskMuchMoreThanTheyMay_AreHeldBackByThemselves_AndNeverByTheVenue(bool overWebSocket)
    {
        await using var venue = await SimulatorHost.StartAsync(
            new SimulatorOptions
            {
                Port = 0,
                Market = new MarketOptions { Moves = false },
                Accounts = ImmutableArray.Create(Account("one"), Account("two")),
                RateLimits = new RateLimitOptions { RequestWeightPerMinute = 300, OrdersPer10Seconds = 5, RequestsBeforeBan = 1 },
            },
            Token);
        var ledger = new MemoryRateLedger();
        await using var first = Gateway(venue, "one", overWebSocket, ledger);
        await using var second = Gateway(venue, "two", overWebSocket, ledger);
        var codes = new ConcurrentQueue<string>();
        await Task.WhenAll(HammerAsync(first, codes), HammerAsync(second, codes));

        Assert.Contains("HeldBack", codes);
        Assert.DoesNotContain("-1003", codes);
        Assert.DoesNotContain("-1015", codes);
        Assert.DoesNotContain("Http418", codes);
        Assert.DoesNotContain("Http429", codes);
    }

    private static async Task HammerAsync(IExchangeGateway gateway, ConcurrentQueue<string> codes)
    {
        await using var stream = gateway.StreamAsync(Token).GetAsyncEnumerator(Token);
        Assert.True(await stream.MoveNextAsync());
        for (var round = 0; round < 60; round++)
        {
            var order = Accounts.Order($"{gateway.Account}{round}") with { Account = gateway.Account, LimitPrice = 40_000m };
            Note(codes, await gateway.PlaceAsync(order, Token) switch
            {
                PlacementAnswer.NotSent answer => answer.Reason,
                PlacementAnswer.Rejected answer => answer.Reason,
                PlacementAnswer.Unknown answer => answer.Cause,
                _ => null,
            });
            Note(codes, (await gateway.GetBalancesAsync(Token)).Failure);
            Note(codes, (await gateway.QueryAsync("BTC/USDT", $"{gateway.Account}{round}", Token)).Failure);
            Note(codes, await gateway.CancelAsync("BTC/USDT", $"{gateway.Account}{round}", Token) switch
            {
                CancelAnswer.Refused answer => answer.Reason,
                CancelAnswer.Unanswered answer => answer.Cause,
                _ => null,
            });
        }
    }

    private static void Note(ConcurrentQueue<string> codes, RefusalReason? reason)
    {
        if (reason is not null)
            codes.Enqueue(reason.Code);
    }

    private static IExchangeGateway Gateway(SimulatorHost venue, string account, bool overWebSocket, MemoryRateLedger ledger)
    {
        var options = Accounts.Options(venue.BaseAddress);
        (options.Account, options.ApiKey, options.OrdersOverWebSocket) = (account, $"{account}-key", overWebSocket);
        return BinanceGatewayFactory.Create(options, ledger, TimeProvider.System, NullLoggerFactory.Instance);
    }

    private static SimulatedAccount Account(string name)
        => SimulatedAccount.Default with { Name = name, Keys = [new ApiKeyOptions($"{name}-key", ApiKeyType.Hmac, "test-secret")] };
}
