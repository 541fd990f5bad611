using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Accounts;
using Bot3.Messaging.ExchangeWorker.Facts;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.ExchangeWorker.Tests.Testing;
using CsCheck;

namespace Bot3.Messaging.ExchangeWorker.Tests.Commands;

/// <summary>Random histories of deliveries, crashes, fills, stream events and answers: what must hold at the end of each.</summary>
public sealed class OnceOnlyProperties
{
    private enum Move
    {
        Deliver,
        DeliverNextAttempt,
        Cancel,
        Resolve,
        Fill,
        TellStream,
        AskDue,
        Reconcile,
        LaterBySeconds,
    }

    [Fact]
    public async Task AnyHistory_PlacesEachIdOnceAndTellsEachTradeOnce() =>
        await Gen.Select(Gen.Int[0, 8].Array[5, 40], Gen.Int[0, 1_000_000]).SampleAsync(
            async (moves, seed) => await RunAsync([.. moves.Select(move => (Move)move)], seed), iter: 150, threads: 1);

    private static async Task RunAsync(Move[] moves, int seed)
    {
        var chance = new Random(seed);
        await using var fixture = new ExchangeFixture();
        var account = await fixture.OpenAccountAsync();
        var order = fixture.Order();
        var second = fixture.Order(attempt: 1, orderId: order.OrderId);
        var stream = new List<VenueStreamEvent.OrderReported>();
        fixture.Gateway.OnPlace = (request, _) => Task.FromResult(Answer(fixture, request, chance));
        fixture.Crashes.Chance = () => chance.Next(8) == 0;
        foreach (var move in moves)
        {
            try
            {
                await PlayAsync(fixture, account, order, second, move, stream, chance);
            }
            catch (CrashException)
            {
                // The process died here: nothing of it is left but what was committed.
            }
        }

        fixture.Crashes.Chance = null;
        await SettleAsync(fixture, account, order, second);
        AssertOnce(fixture, order);
    }

    private static PlacementAnswer Answer(ExchangeFixture fixture, PlaceOrder request, Random chance)
    {
        switch (chance.Next(6))
        {
            case 0:
                return new PlacementAnswer.NotSent(FakeGateway.Reason("-1003", "too many requests"), true, null);
            case 1:
                return new PlacementAnswer.Unknown(FakeGateway.Reason("Timeout", "lost before the engine"));
            case 2:
                fixture.Gateway.Take(request);
                return new PlacementAnswer.Unknown(FakeGateway.Reason("Timeout", "lost after the engine"));
            case 3:
                fixture.Gateway.Take(request);
                throw new CrashException("answer");
            default:
                return new PlacementAnswer.Accepted(fixture.Gateway.Take(request), []);
        }
    }

    private static async Task PlayAsync(
        ExchangeFixture fixture,
        AccountContext account,
        PlaceOrder order,
        PlaceOrder second,
        Move move,
        List<VenueStreamEvent.OrderReported> stream,
        Random chance)
    {
        var open = fixture.Gateway.Orders.Values.Where(known => known.Status is VenueOrderStatus.Open or VenueOrderStatus.PartiallyFilled)
            .ToList();
        switch (move)
        {
            case Move.Deliver:
                await fixture.PlaceAsync(account, order);
                break;
            case Move.DeliverNextAttempt:
                if (await fixture.ReadAsync(order.ClientOrderId) is not null)
                    await fixture.PlaceAsync(account, second);
                break;
            case Move.Cancel:
                await fixture.CancelAsync(account, order);
                break;
            case Move.Resolve:
                await fixture.ResolveAsync(account, order);
                break;
            case Move.Fill when open.Count > 0:
                stream.Add(fixture.Gateway.Fill(open[0].ClientOrderId, 0.5m));
                break;
            case Move.TellStream when stream.Count > 0:
                var told = stream[chance.Next(stream.Count)];
                await fixture.Get<VenueReports>().ReportAsync(fixture.Gateway, told.Order, [told.Trade!], ExchangeFixture.Token);
                break;
            case Move.AskDue:
                await fixture.Get<DoubtLoop>().AskDueAsync(account, ExchangeFixture.Token);
                break;
            case Move.Reconcile:
                await fixture.Get<AccountReconciler>().RunAsync(account, ExchangeFixture.Token);
                break;
            case Move.LaterBySeconds:
                fixture.Time.Advance(TimeSpan.FromSeconds(chance.Next(1, 10)));
                break;
        }
    }

    private static async Task SettleAsync(ExchangeFixture fixture, AccountContext account, PlaceOrder order, PlaceOrder second)
    {
        foreach (var command in new[] { order, second })
        {
            if (await fixture.ReadAsync(command.ClientOrderId) is not null)
                await fixture.PlaceAsync(account, command);
        }

        for (var round = 0; round < 60; round++)
        {
            fixture.Time.Advance(TimeSpan.FromSeconds(2));
            await fixture.Get<DoubtLoop>().AskDueAsync(account, ExchangeFixture.Token);
        }

        await fixture.Get<AccountReconciler>().RunAsync(account, ExchangeFixture.Token);
    }

    private static void AssertOnce(ExchangeFixture fixture, PlaceOrder order)
    {
        Assert.All(fixture.Gateway.Placed, placed => Assert.True(placed.Value == 1, $"{placed.Key} was sent {placed.Value} times"));
        Assert.True(fixture.Gateway.Orders.Count <= 1, "two venue orders for one slice");
        var fills = fixture.Outbox.Facts.OfType<OrderFilled>().ToList();
        Assert.Equal(fixture.Gateway.Trades.Select(trade => trade.TradeId).Order(),
            fills.Select(fill => long.Parse(fill.TradeId, null)).Order());
        Assert.True(fills.Sum(fill => fill.Quantity) <= order.Quantity);
        var facts = fixture.Outbox.Facts.ToList();
        Assert.All(
            facts.Where(fact => fact is OrderCancelled),
            cancelled => Assert.DoesNotContain(facts.Skip(facts.IndexOf(cancelled)), fact => fact is OrderFilled));
        if (fixture.Gateway.Orders.Count == 1)
            Assert.Single(facts, fact => fact is OrderAccepted);
    }
}
