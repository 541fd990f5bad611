using System.Text.Json;
using Bot3.Messaging.Bot3.Books;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeSimulator.Admin;
using Bot3.Messaging.LocalServices;

namespace Bot3.Messaging.Bot3.Commands.Chaos;

/// <summary>Best prices of a symbol.</summary>
/// <param name="BidPrice">Best bid in quote.</param>
/// <param name="AskPrice">Best ask in quote.</param>
internal sealed record Touch(decimal BidPrice, decimal AskPrice);

/// <summary>The venue as the run sees it from outside: prices to trade by, and the truth at the end.</summary>
internal sealed class ChaosVenue(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>Best prices now.</summary>
    public Task<Touch> TouchAsync(string symbol, CancellationToken cancellationToken) =>
        GetAsync<Touch>($"api/v3/ticker/bookTicker?symbol={BooksCheck.VenueSymbol(symbol)}", cancellationToken);

    /// <summary>What really happened so far.</summary>
    public Task<VenueTruth> TruthAsync(CancellationToken cancellationToken) => GetAsync<VenueTruth>("admin/truth", cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        return await JsonSerializer.DeserializeAsync<T>(body, JsonOutput.Options, cancellationToken)
            ?? throw new LocalServiceException($"the simulator answered {path} with null");
    }
}

/// <summary>Turns planned orders into orders at today's prices. Pure.</summary>
internal static class ChaosPricing
{
    /// <summary>Who submits.</summary>
    public const string Strategy = "chaos";

    // Small beside the limits (100,000 USD a position, 2,000 USD a trade), so that denials are those that were planned.
    private const decimal NotionalMaxUsd = 400m;
    private const decimal StopDistance = 0.03m;

    private static readonly Dictionary<string, (decimal Tick, decimal Step, decimal UsdPerQuote)> Grids = new(StringComparer.Ordinal)
    {
        ["BTC/USDT"] = (0.01m, 0.00001m, 1m),
        ["ETH/USDT"] = (0.01m, 0.0001m, 1m),
        ["BNB/USDT"] = (0.01m, 0.001m, 1m),
        ["ETH/BTC"] = (0.00001m, 0.0001m, 65_000m),
    };

    /// <summary>The pairs that a run trades: those of the simulator.</summary>
    public static IReadOnlyList<string> Symbols { get; } = [.. Grids.Keys];

    /// <summary>The order as its strategy publishes it.</summary>
    /// <param name="planned">The plan.</param>
    /// <param name="touch">Best prices now.</param>
    /// <param name="account">The account.</param>
    /// <param name="now">When it is made.</param>
    public static SubmitOrder Price(PlannedOrder planned, Touch touch, string account, DateTimeOffset now)
    {
        var (tick, step, usd) = Grids[planned.Symbol];
        var buy = planned.Side == OrderSide.Buy;
        var entry = buy ? touch.AskPrice : touch.BidPrice;
        var limit = planned.Kind switch
        {
            PlannedKind.Market => (decimal?)null,
            PlannedKind.FarLimit => Grid(buy ? touch.BidPrice * (1 - planned.Offset) : touch.AskPrice * (1 + planned.Offset), tick),
            _ => Grid(buy ? touch.AskPrice * (1 + planned.Offset) : touch.BidPrice * (1 - planned.Offset), tick),
        };
        var reference = limit ?? entry;

        // A fifth of the price at risk on 50,000 USD is five times the limit of one trade, and within the limit of a position.
        var notional = planned.Kind == PlannedKind.TooRisky ? 50_000m : NotionalMaxUsd * planned.Size;
        var distance = planned.Kind == PlannedKind.TooRisky ? 0.2m : StopDistance;
        return new SubmitOrder
        {
            OrderId = planned.OrderId,
            StrategyId = Strategy,
            Account = account,
            Symbol = planned.Symbol,
            Side = planned.Side,
            Type = limit is null ? OrderType.Market : OrderType.Limit,
            Quantity = Math.Max(step, Grid(notional / (reference * usd), step)),
            LimitPrice = limit,
            StopLoss = planned.Kind == PlannedKind.NoStopLoss
                ? null
                : Grid(buy ? reference * (1 - distance) : reference * (1 + distance), tick),
            CreatedAt = now,
        };
    }

    private static decimal Grid(decimal value, decimal step) => Math.Floor(value / step) * step;
}
