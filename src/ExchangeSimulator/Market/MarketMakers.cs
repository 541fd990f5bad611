using Bot3.Messaging.ExchangeSimulator.Api;

namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>One market maker per symbol, each with draws of its own so that one market's pace does not change another's path.</summary>
internal static class MarketMakers
{
    public static IReadOnlyDictionary<string, MarketMaker> Create(Venue venue, SimulatorOptions options)
    {
        var makers = new Dictionary<string, MarketMaker>(StringComparer.Ordinal);
        for (var index = 0; index < venue.SymbolNames.Count; index++)
        {
            var market = venue.Markets[venue.SymbolNames[index]];
            var seed = unchecked((options.Seed * 7919) + index);
            IPricePath path = options.Replays.TryGetValue(market.Rules.Name, out var file)
                ? new CandleReplay(CandleFile.Read(file), options.Market)
                : new RandomWalk(market.Rules.Options.StartPrice, options.Market.StepMax, new Random(seed));
            makers.Add(market.Rules.Name, new MarketMaker(venue, market, options.Market, path, new Random(~seed)));
        }

        return makers;
    }
}
