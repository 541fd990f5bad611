using System.Collections.Immutable;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeSimulator;
using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Faults;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance;
using Bot3.Messaging.ExchangeWorker.Gateways;
using NSec.Cryptography;
using SimulatedAccount = Bot3.Messaging.ExchangeSimulator.Accounts.AccountOptions;

namespace Bot3.Messaging.ExchangeWorker.Tests.Binance;

/// <summary>Sessions against a venue that shares no code with the connector.</summary>
public sealed class BinanceSessionSimulatorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Session_OfAnEd25519Key_LogsOn_AndItsOrdersNeedNoSignature()
    {
        using var key = Key.Create(SignatureAlgorithm.Ed25519, new() { ExportPolicy = KeyExportPolicies.AllowPlaintextExport });
        var verifier = System.Text.Encoding.ASCII.GetString(key.PublicKey.Export(KeyBlobFormat.PkixPublicKeyText));
        await using var venue = await StartAsync(SimulatedAccount.Default with
        {
            Keys = [new ApiKeyOptions("ed-key", ApiKeyType.Ed25519, verifier)],
        });
        var options = Accounts.Options(venue.BaseAddress);
        options.ApiKey = "ed-key";
        options.KeyType = BinanceKeyType.Ed25519;
        options.ApiSecret = System.Text.Encoding.ASCII.GetString(key.Export(KeyBlobFormat.PkixPrivateKeyText));
        await using var gateway = Accounts.Gateway(options);
        var stream = gateway.StreamAsync(Token).GetAsyncEnumerator(Token);
        Assert.True(await stream.MoveNextAsync());
        Assert.IsType<VenueStreamEvent.Opened>(stream.Current);
        var accepted = Assert.IsType<PlacementAnswer.Accepted>(await gateway.PlaceAsync(Market("E1"), Token));
        Assert.Equal(VenueOrderStatus.Filled, accepted.Order.Status);
        Assert.True(await stream.MoveNextAsync());
        Assert.Equal(accepted.Order.VenueOrderId, Assert.IsType<VenueStreamEvent.OrderReported>(stream.Current).Order.VenueOrderId);
        await stream.DisposeAsync();
    }

    [Fact]
    public async Task Stream_WhileConnectionsAreRenewedUnderLoad_HasNoGap_AndTellsEachTradeOnce()
    {
        const int orders = 150;
        await using var venue = await StartAsync(SimulatedAccount.Default);
        var options = Accounts.Options(venue.BaseAddress);
        options.StreamCanaryInterval = TimeSpan.FromMilliseconds(50);
        options.StreamRenewAfter = TimeSpan.FromSeconds(1);
        await using var gateway = Accounts.Gateway(options);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        var fills = new List<VenueTrade>();
        var gaps = 0;
        var executed = 0m;
        Task? placing = null;
        await foreach (var told in gateway.StreamAsync(patience.Token))
        {
            placing ??= PlaceAsync();
            if (told is VenueStreamEvent.Closed)
                gaps++;
            if (told is not VenueStreamEvent.OrderReported { Trade: { } trade })
                continue;
            fills.Add(trade);
            executed += trade.Quantity;
            if (executed >= orders * 0.01m)
                break;
        }

        await placing!;
        Assert.Equal(0, gaps);
        Assert.Equal(venue.Truth().Fills.Length, fills.Count);
        Assert.Equal(fills.Count, fills.Select(fill => fill.TradeId).Distinct().Count());

        async Task PlaceAsync()
        {
            for (var number = 0; number < orders; number++)
            {
                Assert.IsType<PlacementAnswer.Accepted>(await gateway.PlaceAsync(Market($"R{number}"), patience.Token));
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
            }
        }
    }

    [Theory]
    [InlineData(FaultKind.NoAnswerAfterEngine)]
    [InlineData(FaultKind.NoAnswerBeforeEngine)]
    [InlineData(FaultKind.ServerErrorAfter)]
    [InlineData(FaultKind.UnreadableAnswer)]
    public async Task Order_DisturbedOnTheSession_IsInDoubt_AndAtTheVenueAtMostOnce(FaultKind kind)
    {
        await using var venue = await StartAsync(SimulatedAccount.Default);
        await using var gateway = Accounts.Gateway(Accounts.Options(venue.BaseAddress));
        var stream = gateway.StreamAsync(Token).GetAsyncEnumerator(Token);
        Assert.True(await stream.MoveNextAsync());
        venue.AddFault(new FaultRule(kind) { Call = "order.place", Count = 1 });
        Assert.IsType<PlacementAnswer.Unknown>(await gateway.PlaceAsync(Market("D1"), Token));
        var arrived = kind != FaultKind.NoAnswerBeforeEngine;
        Assert.Equal(arrived ? 1 : 0, venue.Truth().Orders.Count(order => order.ClientOrderId == "D1"));
        await stream.DisposeAsync();
    }

    private static PlaceOrder Market(string clientOrderId)
        => Accounts.Order(clientOrderId) with { Type = OrderType.Market, LimitPrice = null };

    private static Task<SimulatorHost> StartAsync(SimulatedAccount account) => SimulatorHost.StartAsync(
        new SimulatorOptions
        {
            Port = 0,
            Market = new MarketOptions { Moves = false },
            Accounts = ImmutableArray.Create(account),
        },
        Token);
}
