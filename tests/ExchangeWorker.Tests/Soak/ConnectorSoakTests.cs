using System.Globalization;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeWorker.Attempts;

namespace Bot3.Messaging.ExchangeWorker.Tests.Soak;

/// <summary>
/// Orders through the connector at heavy faults: none twice at the venue, no fill lost, books equal, no ban. <c>BOT3_SOAK_ORDERS</c> sets the
/// number of orders of each seed, <c>BOT3_SOAK_SEEDS</c> the seeds, separated by commas.
/// </summary>
public sealed class ConnectorSoakTests
{
    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("BOT3_SOAK_ORDERS") ?? "200", CultureInfo.InvariantCulture);

    public static TheoryData<int> Seeds() =>
    [
        .. (Environment.GetEnvironmentVariable("BOT3_SOAK_SEEDS") ?? "1,2")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(seed => int.Parse(seed, CultureInfo.InvariantCulture)),
    ];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Orders_AtHeavyFaults_AreAtTheVenueOnce_AndEveryFillIsTold(int seed)
    {
        await using var soak = await ConnectorSoak.StartAsync(seed);
        await soak.RunAsync(Count);
        var truth = soak.Truth();
        var ours = truth.Orders.Where(order => soak.Orders.ContainsKey(order.ClientOrderId)).ToList();

        Assert.Empty(ours.GroupBy(order => order.ClientOrderId).Where(group => group.Count() > 1).Select(group => group.Key));
        var told = soak.Facts.OfType<OrderFilled>()
            .Select(fill => (fill.ClientOrderId, fill.TradeId, fill.VenueOrderId, fill.Price, fill.Quantity, fill.Fee)).Order().ToList();
        var happened = truth.Fills.Where(fill => soak.Orders.ContainsKey(fill.ClientOrderId))
            .Select(fill => (fill.ClientOrderId, TradeId: Text(fill.TradeId), VenueOrderId: Text(fill.OrderId), fill.Price, Quantity: fill.Qty,
                Fee: fill.Commission)).Order().ToList();
        Assert.Equal(happened, told);
        Assert.InRange(ours.Select(order => soak.Orders[order.ClientOrderId].OrderId).Distinct().Count(), Count * 95 / 100, Count);
        await AssertStatesAsync(soak, ours.ToDictionary(order => order.ClientOrderId, order => order.Status, StringComparer.Ordinal));
        AssertBooks(soak, truth);
        Assert.Empty(soak.Bans);
        Assert.True(soak.Unlisted.Count == 0, string.Join("\n", soak.Unlisted.Distinct()));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"seed {seed}, warnings {string.Join(", ", soak.Warnings.OrderBy(entry => entry.Key).Select(entry => $"{entry.Key}: {entry.Value}"))}");
        await SoakReport.WriteAsync(
            seed,
            [
                Count, soak.Orders.Count, ours.Count, told.Count,
                soak.Facts.OfType<OrderOutcomeUnknown>().Count(), soak.Facts.OfType<OrderProvenAbsent>().Count(),
            ]);
    }

    private static async Task AssertStatesAsync(ConnectorSoak soak, Dictionary<string, string> venue)
    {
        foreach (var clientOrderId in soak.Orders.Keys)
        {
            var state = (await soak.ReadAsync(clientOrderId))!.State;
            var expected = venue.GetValueOrDefault(clientOrderId) switch
            {
                null => state is AttemptState.NotSent or AttemptState.Absent or AttemptState.Rejected ? state : AttemptState.Absent,
                "FILLED" => AttemptState.Filled,
                "CANCELED" => AttemptState.Cancelled,
                "REJECTED" => AttemptState.Rejected,
                _ => AttemptState.Expired,
            };
            Assert.Equal((clientOrderId, expected), (clientOrderId, state));
        }
    }

    /// <summary>What the account had, and what was told, is what it has.</summary>
    private static void AssertBooks(ConnectorSoak soak, ExchangeSimulator.Admin.VenueTruth truth)
    {
        var books = AccountOptions.Default.Balances.ToDictionary(StringComparer.Ordinal);
        foreach (var fill in soak.Facts.OfType<OrderFilled>())
        {
            var sign = fill.Side == OrderSide.Buy ? 1 : -1;
            books["BTC"] += sign * fill.Quantity;
            books["USDT"] -= sign * fill.Quantity * fill.Price;
            books[fill.FeeAsset!] -= fill.Fee;
        }

        foreach (var balance in truth.Balances.Where(balance => books.ContainsKey(balance.Asset)))
            Assert.Equal((balance.Asset, balance.Free + balance.Locked), (balance.Asset, books[balance.Asset]));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
