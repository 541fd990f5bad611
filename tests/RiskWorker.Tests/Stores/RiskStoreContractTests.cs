using Bot3.Messaging.Contracts;
using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.RiskWorker.Portfolio;

namespace Bot3.Messaging.RiskWorker.Tests.Stores;

/// <summary>What holds for both of risk's stores.</summary>
public abstract class RiskStoreContractTests(PersistenceProvider provider)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Decision_AndItsReservation_AreReadBackWhole()
    {
        await using var fixture = await RiskFixture.CreateAsync(provider, Token);
        var order = Samples.Buy();
        var decided = await fixture.DecideAsync(order, Token);
        var (stored, reservation) = await fixture.CommitAsync(
            async session => (await fixture.Store.FindDecisionAsync(session, order.OrderId, Token),
                await fixture.Store.FindReservationAsync(session, order.OrderId, Token)),
            Token);
        Assert.Equal(decided with { ReasonsJson = "", InputsJson = "" }, stored! with { ReasonsJson = "", InputsJson = "" });
        Assert.Equal((order.OrderId, 0.1m, 0.1m, 5_000m, RiskFixture.Start),
            (reservation!.OrderId, reservation.Quantity, reservation.OpeningQuantity, reservation.SpendAmount, reservation.ReservedAt));
    }

    [Fact]
    public async Task Session_NotCommitted_KeepsNothing()
    {
        await using var fixture = await RiskFixture.CreateAsync(provider, Token);
        var order = Samples.Buy();
        await using (var session = await fixture.Sessions.BeginAsync(Token))
        {
            await fixture.Desk.DecideAsync(session, order, Token);
            await fixture.Books.ApplyAsync(session, Samples.Filled(order, "1", 0.05m), RiskFixture.Start, Token);
        }

        await using var after = await fixture.Sessions.BeginAsync(Token);
        Assert.Null(await fixture.Store.FindDecisionAsync(after, order.OrderId, Token));
        Assert.Null(await fixture.Store.FindReservationAsync(after, order.OrderId, Token));
        Assert.Empty(await fixture.Store.ListFillsAsync(after, "main", Token));
        Assert.Empty(await fixture.Store.ListPositionsAsync(after, "main", Token));
    }

    [Fact]
    public async Task Fill_ToldTwice_MovesThePositionOnce()
    {
        await using var fixture = await RiskFixture.CreateAsync(provider, Token);
        var order = Samples.Buy();
        await fixture.DecideAsync(order, Token);
        var filled = Samples.Filled(order, "41", 0.04m) with { Fee = 0.00004m, FeeAsset = "BTC" };
        Assert.Equal(0.03996m, (await fixture.FillAsync(filled, Token))!.NetQuantity);
        Assert.Null(await fixture.FillAsync(filled, Token));
        Assert.Equal(0.06m, (await ReservationAsync(fixture, order))!.Remaining);
    }

    [Fact]
    public async Task Fill_BothSidesOfOneTradeOurs_BothCount()
    {
        await using var fixture = await RiskFixture.CreateAsync(provider, Token);
        var buy = Samples.Buy();
        var sell = Samples.Buy() with { Side = OrderSide.Sell, StrategyId = "reversion" };
        Assert.Equal(0.1m, (await fixture.FillAsync(Samples.Filled(buy, "7", 0.1m) with { VenueOrderId = "1" }, Token))!.NetQuantity);
        Assert.Equal(-0.1m, (await fixture.FillAsync(Samples.Filled(sell, "7", 0.1m) with { VenueOrderId = "2" }, Token))!.NetQuantity);
    }

    [Fact]
    public async Task Fills_ReadBack_AreInTheOrderApplied()
    {
        await using var fixture = await RiskFixture.CreateAsync(provider, Token);
        var order = Samples.Buy();
        foreach (var trade in (string[])["9", "2", "5"])
            await fixture.FillAsync(Samples.Filled(order, trade, 0.01m), Token);
        var fills = await fixture.CommitAsync(session => fixture.Store.ListFillsAsync(session, "main", Token).AsTask(), Token);
        Assert.Equal(["9", "2", "5"], fills.Select(fill => fill.TradeId));
        Assert.Equal(fills[0], (await fixture.CommitAsync(session => fixture.Store.ListFillsAsync(session, "main", Token).AsTask(), Token))[0]);
    }

    [Fact]
    public async Task Fill_FeeInAThirdAsset_IsConvertedAtTheTime()
    {
        await using var fixture = await RiskFixture.CreateAsync(provider, Token);
        var position = await fixture.FillAsync(Samples.Filled(Samples.Buy(), "1", 0.1m) with { Fee = 0.01m, FeeAsset = "BNB" }, Token);
        Assert.Equal((0.1m, 50_000m, -5m), (position!.NetQuantity, position.AverageEntryPrice, position.RealisedPnl));
        var fill = Assert.Single(await fixture.CommitAsync(session => fixture.Store.ListFillsAsync(session, "main", Token).AsTask(), Token));
        Assert.Equal(500m, fill.FeePriceInQuote);
    }

    [Fact]
    public async Task Position_AfterRoundTrip_IsFlatWithItsProfit()
    {
        await using var fixture = await RiskFixture.CreateAsync(provider, Token);
        var buy = Samples.Buy();
        await fixture.FillAsync(Samples.Filled(buy, "1", 0.1m), Token);
        var sell = buy with { OrderId = Guid.CreateVersion7(), Side = OrderSide.Sell };
        await fixture.FillAsync(Samples.Filled(sell, "2", 0.1m, price: 51_000m), Token);
        var position = Assert.Single(
            await fixture.CommitAsync(session => fixture.Store.ListPositionsAsync(session, "main", Token).AsTask(), Token));
        Assert.Equal((0m, null, 100m), (position.NetQuantity, position.AverageEntryPrice, position.RealisedPnl));
    }

    [Fact]
    public async Task Release_OfAPartFilledOrder_FreesTheRest()
    {
        await using var fixture = await RiskFixture.CreateAsync(provider, Token);
        var order = Samples.Buy();
        await fixture.DecideAsync(order, Token);
        await fixture.FillAsync(Samples.Filled(order, "1", 0.04m), Token);
        var release = new ReleaseReservation
        {
            OrderId = order.OrderId,
            FinalStatus = OrderStatus.Cancelled,
            FilledQuantity = 0.04m,
            RequestedAt = RiskFixture.Start,
        };
        Assert.True(await fixture.CommitAsync(session => fixture.Books.ReleaseAsync(session, release, Token), Token));
        Assert.Empty(await fixture.CommitAsync(session => fixture.Store.ListOpenReservationsAsync(session, "main", Token).AsTask(), Token));
        Assert.False(await fixture.CommitAsync(
            session => fixture.Books.ReleaseAsync(session, release with { OrderId = Guid.CreateVersion7() }, Token), Token));
    }

    [Fact]
    public async Task Store_GivenAForeignSession_SaysSo()
    {
        await using var fixture = await RiskFixture.CreateAsync(provider, Token);
        var error = await Assert.ThrowsAsync<ArgumentException>(
            async () => await fixture.Store.LockAccountAsync(new NullSession(), "main", Token));
        Assert.StartsWith("session was a NullSession", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Positions_RebuiltFromFills_AreTheSame()
    {
        await using var fixture = await RiskFixture.CreateAsync(provider, Token);
        var buy = Samples.Buy();
        for (var trade = 1; trade <= 12; trade++)
        {
            var side = trade % 3 == 0 ? OrderSide.Sell : OrderSide.Buy;
            await fixture.FillAsync(Samples.Filled(buy with { Side = side }, $"{trade}", 0.01m * trade, 49_000m + (100m * trade)), Token);
        }

        var stored = Assert.Single(
            await fixture.CommitAsync(session => fixture.Store.ListPositionsAsync(session, "main", Token).AsTask(), Token));
        var fills = await fixture.CommitAsync(session => fixture.Store.ListFillsAsync(session, "main", Token).AsTask(), Token);
        var rebuilt = PositionDocument.Write(StoredFillMapping.Rebuild(fills));
        Assert.Equal(PositionDocument.Write(PositionDocument.Read(stored.DocumentJson)), rebuilt);
    }

    private static Task<RiskWorker.Reservations.Reservation?> ReservationAsync(RiskFixture fixture, SubmitOrder order)
        => fixture.CommitAsync(session => fixture.Store.FindReservationAsync(session, order.OrderId, Token).AsTask(), Token);
}

public sealed class MemoryRiskStoreTests() : RiskStoreContractTests(PersistenceProvider.Memory);

public sealed class PostgresRiskStoreTests() : RiskStoreContractTests(PersistenceProvider.Postgres);
