using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>All that is live about one symbol: book, tape, waiting stops.</summary>
internal sealed class SymbolMarket(SymbolRules rules)
{
    public SymbolRules Rules { get; } = rules;

    public SymbolState State { get; } = new();

    public OrderBook Book { get; } = new();

    public TradeTape Tape { get; } = new(rules.Options.StartPrice);

    /// <summary>Stops that wait for their price, oldest first: that is also the order in which they trigger.</summary>
    public List<Order> WaitingStops { get; } = [];
}
