using System.Collections.Frozen;
using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching;
using Bot3.Messaging.ExchangeSimulator.Matching.Filters;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>The whole state of the exchange. Everything in it is read and changed only while <see cref="Gate"/> is held.</summary>
internal sealed class Venue(IReadOnlyCollection<SymbolOptions> symbols, AccountDirectory accounts, IVenueSink sink, TimeProvider time)
{
    public Lock Gate { get; } = new();

    public TimeProvider Time { get; } = time;

    public AccountDirectory Accounts { get; } = accounts;

    public FrozenDictionary<string, SymbolMarket> Markets { get; } = symbols
        .Select(options => new SymbolMarket(new SymbolRules(options)))
        .ToFrozenDictionary(market => market.Rules.Name, StringComparer.Ordinal);

    /// <summary>Symbol names in the order of the options.</summary>
    public IReadOnlyList<string> SymbolNames { get; } = [.. symbols.Select(symbol => symbol.Name)];

    /// <summary>The counting filters over all symbols.</summary>
    public ExchangeLimits ExchangeLimits { get; init; } = new();

    public OrderStore Orders { get; } = new();

    public MatchingEngine Engine => field ??= new MatchingEngine(Orders, Accounts.Fees, sink, ExchangeLimits);

    public DateTimeOffset Now => Time.GetUtcNow();

    public SymbolMarket Market(string symbol) =>
        Markets.TryGetValue(symbol, out var market) ? market : throw Refusals.InvalidSymbol();
}
