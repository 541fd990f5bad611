using System.Collections.Immutable;
using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.Bot3.Commands.Chaos;

/// <summary>How a planned order behaves.</summary>
internal enum PlannedKind
{
    /// <summary>A market order.</summary>
    Market,

    /// <summary>A limit order at or through the touch: fills, soon or at once.</summary>
    NearLimit,

    /// <summary>A limit order far away: rests until it is cancelled.</summary>
    FarLimit,

    /// <summary>An order without a stop-loss: denied.</summary>
    NoStopLoss,

    /// <summary>An order over the limit of risk per trade: denied.</summary>
    TooRisky,
}

/// <summary>One order of the plan.</summary>
/// <param name="At">When it goes out, as a share of the run, 0 to 1.</param>
/// <param name="OrderId">Its id.</param>
/// <param name="Kind">How it behaves.</param>
/// <param name="Symbol">The pair.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Size">Its size as a share of the greatest notional, above 0 to 1.</param>
/// <param name="Offset">Its distance from the touch as a share of the price; for limit orders.</param>
/// <param name="Repeats">How many more times the same body is published.</param>
/// <param name="CancelAt">When its cancel goes out, as a share of the run; null for none.</param>
internal sealed record PlannedOrder(
    double At,
    Guid OrderId,
    PlannedKind Kind,
    string Symbol,
    OrderSide Side,
    decimal Size,
    decimal Offset,
    int Repeats,
    double? CancelAt);

/// <summary>One kill of the plan.</summary>
/// <param name="At">When, as a share of the run, 0 to 1.</param>
/// <param name="Part">Which part.</param>
/// <param name="Down">How long it stays down.</param>
internal sealed record PlannedKill(double At, string Part, TimeSpan Down);

/// <summary>What a chaos run does: a pure function of its figures and the seed.</summary>
/// <param name="Orders">The orders in their order of time.</param>
/// <param name="Kills">The kills in their order of time.</param>
internal sealed record ChaosPlan(ImmutableArray<PlannedOrder> Orders, ImmutableArray<PlannedKill> Kills)
{
    // The last kill comes before the last orders, so that some always arrive at a system that is coming back.
    private const double KillsUntil = 0.97;
    private static readonly TimeSpan DownMax = TimeSpan.FromSeconds(3);

    /// <summary>Makes the plan.</summary>
    /// <param name="orders">How many orders.</param>
    /// <param name="kills">How many kills; each part is hit at least once when there are enough.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="symbols">The pairs.</param>
    /// <param name="parts">The names of the parts that may be killed.</param>
    public static ChaosPlan Make(int orders, int kills, int seed, IReadOnlyList<string> symbols, IReadOnlyList<string> parts)
    {
        // Two streams: another number of kills must not change the orders.
        var orderDice = new Random(seed);
        var killDice = new Random(unchecked((seed * 31) + 17));
        return new ChaosPlan(
            [.. Enumerable.Range(0, orders).Select(index => Order(orderDice, index, orders, symbols)).OrderBy(order => order.At)],
            [.. Targets(killDice, kills, parts).Select(part => Kill(killDice, part)).OrderBy(kill => kill.At)]);
    }

    private static PlannedOrder Order(Random dice, int index, int count, IReadOnlyList<string> symbols)
    {
        var at = (index + dice.NextDouble()) / count;
        var id = new byte[16];
        dice.NextBytes(id);
        var kind = dice.Next(100) switch
        {
            < 40 => PlannedKind.NearLimit,
            < 65 => PlannedKind.Market,
            < 93 => PlannedKind.FarLimit,
            < 97 => PlannedKind.NoStopLoss,
            _ => PlannedKind.TooRisky,
        };
        var offset = kind == PlannedKind.FarLimit ? 0.02m + (0.03m * Share(dice)) : 0.001m * Share(dice);
        var cancelAt = kind == PlannedKind.FarLimit && dice.Next(2) == 0 ? at + (0.2 * dice.NextDouble()) : (double?)null;
        return new PlannedOrder(
            at,
            new Guid(id),
            kind,
            symbols[dice.Next(symbols.Count)],
            dice.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell,
            0.1m + (0.9m * Share(dice)),
            offset,
            dice.Next(10) == 0 ? 1 : 0,
            cancelAt);
    }

    private static List<string> Targets(Random dice, int kills, IReadOnlyList<string> parts)
    {
        var targets = parts.ToArray();
        dice.Shuffle(targets);
        return [.. targets.Take(kills), .. Enumerable.Range(0, Math.Max(0, kills - targets.Length)).Select(_ => parts[dice.Next(parts.Count)])];
    }

    private static PlannedKill Kill(Random dice, string part) => new(dice.NextDouble() * KillsUntil, part, DownMax * dice.NextDouble());

    private static decimal Share(Random dice) => dice.Next(1_001) / 1_000m;
}
