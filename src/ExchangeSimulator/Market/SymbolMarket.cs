using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>All that is live about one symbol: book, tape, waiting stops.</summary>
internal sealed class SymbolMarket(SymbolRules rules)
{
    private long preventedMatches;

    public SymbolRules Rules { get; } = rules;

    public SymbolState State { get; } = new();

    public OrderBook Book { get; } = new();

    public TradeTape Tape { get; } = new(rules.Options.StartPrice);

    /// <summary>Orders that wait for their trigger.</summary>
    public StopBook Stops { get; } = new();

    /// <summary>The next id of a prevented match: they count up from 0 per symbol.</summary>
    public long NextPreventedMatchId() => preventedMatches++;
}
