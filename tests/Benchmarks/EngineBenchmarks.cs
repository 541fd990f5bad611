using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;

namespace Bot3.Messaging.Benchmarks;

/// <summary>
/// Order operations of two client accounts in the simulator's engine, in process: resting orders, takers, stops, cancels. Every filter,
/// balance and report is part of it; JSON and the network are not.
/// </summary>
public class EngineBenchmarks : IDisposable
{
    private const int Operations = 10_000;
    private const int OpenMax = 150;

    private readonly NewOrder[] requests = new NewOrder[Operations];
    private Venue venue = null!;
    private SymbolMarket market = null!;
    private AccountDirectory directory = null!;

    /// <summary>Draws the orders once: every iteration places the same ones.</summary>
    [GlobalSetup]
    public void Draw()
    {
        var random = new Random(1);
        for (var index = 0; index < Operations; index++)
        {
            var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            var price = 0.05m + (random.Next(-200, 201) * 0.00001m);
            var quantity = random.Next(100, 20_000) * 0.0001m;
            requests[index] = random.Next(10) switch
            {
                0 => new NewOrder(side, OrderType.Market) { Quantity = quantity },
                1 => new NewOrder(side, OrderType.StopLoss)
                {
                    Quantity = quantity, StopPrice = side == Side.Buy ? 0.06m + price : 0.01m + (price / 10),
                },
                _ => new NewOrder(side, OrderType.Limit) { Quantity = quantity, Price = price },
            };
        }
    }

    /// <summary>A venue without history.</summary>
    [IterationSetup]
    public void Open()
    {
        var balances = ImmutableDictionary.CreateRange(new Dictionary<string, decimal> { ["ETH"] = 10_000_000m, ["BTC"] = 10_000_000m });
        var accounts = new[] { "one", "two" }.Select(name => AccountOptions.Default with
        {
            Name = name, Keys = [new ApiKeyOptions(name, ApiKeyType.Hmac, "secret")], Balances = balances,
        });
        directory = new AccountDirectory(accounts, ["BTC", "ETH", "BNB", "USDT"]);
        var symbols = DefaultSymbols.All.Select(symbol => symbol with { AlgoOrdersMax = Operations }).ToArray();
        venue = new Venue(symbols, directory, new Silence(), TimeProvider.System);
        market = venue.Market("ETHBTC");
    }

    /// <summary>Gives the keys back.</summary>
    [IterationCleanup]
    public void Dispose()
    {
        directory.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Places, and cancels the oldest order of an account that has many.</summary>
    [Benchmark(OperationsPerInvoke = Operations)]
    public int Operate()
    {
        var now = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
        var waiting = new Queue<Order>();
        for (var index = 0; index < Operations; index++)
        {
            now = now.AddMilliseconds(1);
            var account = directory.Clients[index % 2];
            while (waiting.Count >= OpenMax)
            {
                if (waiting.Dequeue() is { IsOpen: true } oldest)
                {
                    venue.Engine.Cancel(market, oldest, null, now);
                    break;
                }
            }

            var order = venue.Engine.Place(account, market, requests[index], now);
            if (order.IsOpen)
                waiting.Enqueue(order);
        }

        return venue.Orders.Fills.Count;
    }

    private sealed class Silence : IVenueSink
    {
        public void OrderChanged(ExecutionReport report)
        {
        }

        public void ListChanged(ListReport report)
        {
        }

        public void BalancesChanged(Account account, IReadOnlyCollection<string> assets, DateTimeOffset at)
        {
        }

        public void Traded(SymbolMarket traded, PublicTrade trade)
        {
        }

        public void BookChanged(SymbolMarket changed)
        {
        }
    }
}
