using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Limits;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Wire;
using Bot3.Messaging.ExchangeWorker.Limits;
using Bot3.Messaging.ExchangeWorker.Persistence;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Bot3.Messaging.ExchangeWorker.Tests.Binance;

public sealed class BinanceRateBudgetTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly CountingLedger _ledger = new();
    private readonly List<IDisposable> _made = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _made.ForEach(item => item.Dispose());

    [Fact]
    public async Task Requests_WhilePiecesLast_DoNotAskTheLedgerEach()
    {
        var (budget, _) = Budget(weight: 6000);
        for (var request = 0; request < 350; request++)
            Assert.Null(await budget.TakeAsync(1, BinanceUrgency.Question, consume: true, Token));
        Assert.Equal(2, _ledger.Takes);
    }

    [Fact]
    public async Task Windows_AreUsedUpInTheOrderOfUrgency_AndStartAnew()
    {
        var (budget, _) = Budget(weight: 100);
        Assert.Equal(80, await SpendAsync(budget, BinanceUrgency.Question));
        Assert.Equal(10, await SpendAsync(budget, BinanceUrgency.Order));
        Assert.Equal(10, await SpendAsync(budget, BinanceUrgency.Cancel));
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.FromSeconds(40), await budget.TakeAsync(1, BinanceUrgency.Cancel, consume: true, Token));
        _time.Advance(TimeSpan.FromSeconds(40));
        Assert.Null(await budget.TakeAsync(80, BinanceUrgency.Question, consume: true, Token));
    }

    [Fact]
    public async Task Workers_OnOneAddress_ShareItsWindow()
    {
        var (one, _) = Budget(weight: 100, account: "a");
        var (two, _) = Budget(weight: 100, account: "b");
        Assert.Equal(80, await SpendAsync(one, BinanceUrgency.Question) + await SpendAsync(two, BinanceUrgency.Question));
    }

    [Fact]
    public async Task Use_ByOthers_ThatTheVenueTells_IsCounted()
    {
        var (budget, _) = Budget(weight: 100);
        Assert.Null(await budget.TakeAsync(1, BinanceUrgency.Question, consume: true, Token));
        budget.Observe(BinanceLimit.RequestWeight, Minute, 78);
        Assert.Equal(2, await SpendAsync(budget, BinanceUrgency.Question));
        budget.Observe(BinanceLimit.RequestWeight, TimeSpan.FromSeconds(1), 5000);
        Assert.Null(await budget.TakeAsync(1, BinanceUrgency.Cancel, consume: true, Token));
    }

    [Fact]
    public async Task Request_ThatIsFreeOnSuccess_IsChargedWhenRefused()
    {
        var (budget, _) = Budget(weight: 100);
        for (var order = 0; order < 500; order++)
            Assert.Null(await budget.TakeAsync(1, BinanceUrgency.Order, consume: false, Token));
        for (var refusal = 0; refusal < 90; refusal++)
        {
            Assert.Null(await budget.TakeAsync(1, BinanceUrgency.Order, consume: false, Token));
            budget.Charge(1);
        }

        Assert.NotNull(await budget.TakeAsync(1, BinanceUrgency.Order, consume: false, Token));
        Assert.Null(await budget.TakeAsync(1, BinanceUrgency.Cancel, consume: false, Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wait_ThatTheVenueNamesToOne_HoldsForAllWithinASecond(bool ordersOnly)
    {
        var (one, _) = Budget(weight: 6000);
        var (two, gate) = Budget(weight: 6000);
        Assert.Null(await two.TakeAsync(1, BinanceUrgency.Question, consume: true, Token));
        await one.ShareAsync(TimeSpan.FromSeconds(30), ordersOnly, Token);
        _time.Advance(BinanceRateBudget.Refresh);
        await two.TakeAsync(1, BinanceUrgency.Question, consume: true, Token);
        Assert.Equal(TimeSpan.FromSeconds(29), gate.Wait(newOrder: true));
        Assert.Equal(ordersOnly ? null : TimeSpan.FromSeconds(29), gate.Wait(newOrder: false));
    }

    [Fact]
    public void Orders_UpToTheirCeiling_GoAndTheVenuesCountIsBelieved()
    {
        var (budget, _) = Budget(weight: 6000, orders: 10);
        for (var order = 0; order < 9; order++)
            Assert.Null(budget.TryOrder());
        Assert.Equal(TimeSpan.FromSeconds(10), budget.TryOrder());
        for (var order = 0; order < 8; order++)
            budget.OrderAnswered();

        // Fills have given back: two are counted, one of which was just answered.
        budget.Observe(BinanceLimit.Orders, TimeSpan.FromSeconds(10), 2);
        for (var order = 0; order < 7; order++)
            Assert.Null(budget.TryOrder());
        Assert.NotNull(budget.TryOrder());
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(budget.TryOrder());
    }

    [Fact]
    public async Task Ledger_ThatIsAway_LetsCancelsPassOnly()
    {
        var (budget, _) = Budget(weight: 100);
        _ledger.Away = true;
        Assert.NotNull(await budget.TakeAsync(1, BinanceUrgency.Question, consume: true, Token));
        Assert.NotNull(await budget.TakeAsync(1, BinanceUrgency.Order, consume: true, Token));
        Assert.Null(await budget.TakeAsync(1, BinanceUrgency.Cancel, consume: true, Token));
        await budget.ShareAsync(Minute, ordersOnly: false, Token);
    }

    [Theory]
    [InlineData("1M", 60)]
    [InlineData("10S", 10)]
    [InlineData("1d", 86400)]
    [InlineData("5H", 18000)]
    [InlineData("M", 0)]
    [InlineData("0M", 0)]
    [InlineData("1X", 0)]
    public void Window_OfAHeader_HasItsLength(string text, int seconds)
    {
        Assert.Equal(seconds > 0, BinanceLimit.TryParseWindow(text, out var length));
        Assert.Equal(TimeSpan.FromSeconds(seconds), length);
    }

    private static async Task<int> SpendAsync(BinanceRateBudget budget, BinanceUrgency urgency)
    {
        for (var spent = 0; spent < 10_000; spent++)
        {
            if (await budget.TakeAsync(1, urgency, consume: true, Token) is not null)
                return spent;
        }

        throw new InvalidOperationException("there is no limit");
    }

    private (BinanceRateBudget Budget, BinanceRequestGate Gate) Budget(long weight, long orders = 100, string account = "main")
    {
        var options = Accounts.Options(new Uri("http://127.0.0.1:1"));
        options.Account = account;
        var gate = new BinanceRequestGate(options, _time, NullLogger.Instance);
        var clock = new BinanceClock(options, _time, NullLogger.Instance);
        var budget = new BinanceRateBudget(options, _ledger, gate, clock, _time, NullLogger.Instance);
        budget.Learn([new RateLimitBody("REQUEST_WEIGHT", "MINUTE", 1, weight, null), new RateLimitBody("ORDERS", "SECOND", 10, orders, null),
            new RateLimitBody("RAW_REQUESTS", "MINUTE", 5, 1, null), new RateLimitBody(null, null, null, null, null)]);
        _made.AddRange([budget, clock]);
        return (budget, gate);
    }

    private sealed class CountingLedger : IRateLedger
    {
        private readonly MemoryRateLedger _inner = new();

        public int Takes { get; private set; }

        public bool Away { get; set; }

        public ValueTask<RateGrant> TakeAsync(
            RateLimitKey key, long window, long units, long ceiling, long used, CancellationToken cancellationToken)
        {
            if (Away)
                throw new Npgsql.NpgsqlException("away");
            Takes += key.Name == "weight" ? 1 : 0;
            return _inner.TakeAsync(key, window, units, ceiling, used, cancellationToken);
        }

        public ValueTask HoldAsync(RateLimitKey key, DateTimeOffset until, CancellationToken cancellationToken)
            => Away ? throw new Npgsql.NpgsqlException("away") : _inner.HoldAsync(key, until, cancellationToken);
    }
}
