using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.RiskWorker.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Bot3.Messaging.RiskWorker.Tests.Stores;

/// <summary>Invariant I8: limits hold under any number of concurrent approvals.</summary>
public sealed class ConcurrencyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PersistenceProvider.Memory)]
    [InlineData(PersistenceProvider.Postgres)]
    public async Task Decide_SixtyAtOnceForRoomForTwenty_ApprovesExactlyTwenty(PersistenceProvider provider)
    {
        await using var fixture = await RiskFixture.CreateAsync(provider, Token);
        var decisions = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(_ => Task.Run(() => fixture.DecideAsync(Samples.Buy(), Token), Token)));
        Assert.Equal(20, decisions.Count(decision => decision.Approved));
    }

    [Theory]
    [InlineData(PersistenceProvider.Memory)]
    [InlineData(PersistenceProvider.Postgres)]
    public async Task Fill_SameTradeTenTimesAtOnce_IsAppliedOnce(PersistenceProvider provider)
    {
        await using var fixture = await RiskFixture.CreateAsync(provider, Token);
        var filled = Samples.Filled(Samples.Buy(), "1", 0.1m);
        var applied = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => fixture.FillAsync(filled, Token), Token)));
        Assert.Single(applied, position => position is not null);
    }

    [Theory]
    [InlineData(PersistenceProvider.Memory)]
    [InlineData(PersistenceProvider.Postgres)]
    public async Task Fill_ManyTradesAtOnce_AllCount(PersistenceProvider provider)
    {
        await using var fixture = await RiskFixture.CreateAsync(provider, Token);
        var order = Samples.Buy();
        await Task.WhenAll(Enumerable.Range(1, 40).Select(
            trade => Task.Run(() => fixture.FillAsync(Samples.Filled(order, $"{trade}", 0.01m), Token), Token)));
        var position = Assert.Single(
            await fixture.CommitAsync(session => fixture.Store.ListPositionsAsync(session, "main", Token).AsTask(), Token));
        Assert.Equal(0.4m, position.NetQuantity);
    }

    [Fact]
    public void Model_AgainstItsMigrations_HasNoChangesPending()
    {
        using var context = new RiskDbContext(
            Bot3.Messaging.Persistence.Schema.SchemaOptions.For<RiskDbContext>("Host=none", RiskDbContext.Schema));
        Assert.False(context.Database.HasPendingModelChanges());
    }
}
