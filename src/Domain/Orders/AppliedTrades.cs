using System.Collections.Immutable;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Orders;

/// <summary>The trades that an order has counted; immutable, equal when they hold the same trades in the same order.</summary>
/// <remarks>
/// Keeps the last <see cref="CountMax"/>: an older trade that comes again would exceed the quantity of all but the longest orders
/// and is caught there; the fills table with its unique index catches the rest.
/// </remarks>
public sealed class AppliedTrades : IEquatable<AppliedTrades>
{
    /// <summary>The most trades remembered.</summary>
    public const int CountMax = 2_000;

    private readonly ImmutableList<TradeId> _trades;
    private readonly ImmutableHashSet<TradeId> _known;

    private AppliedTrades(ImmutableList<TradeId> trades, ImmutableHashSet<TradeId> known)
    {
        _trades = trades;
        _known = known;
    }

    /// <summary>No trades.</summary>
    public static AppliedTrades None { get; } = new([], []);

    /// <summary>How many are remembered.</summary>
    public int Count => _trades.Count;

    /// <summary>The trades, oldest first.</summary>
    public IReadOnlyList<TradeId> Trades => _trades;

    /// <summary>True when this trade was counted.</summary>
    public bool Contains(TradeId trade) => _known.Contains(trade);

    /// <summary>These trades and one more; the oldest is forgotten beyond the bound.</summary>
    public AppliedTrades Add(TradeId trade)
    {
        if (Contains(trade))
            return this;
        var (trades, known) = Count < CountMax ? (_trades, _known) : (_trades.RemoveAt(0), _known.Remove(_trades[0]));
        return new AppliedTrades(trades.Add(trade), known.Add(trade));
    }

    /// <summary>The last <see cref="CountMax"/> of these.</summary>
    public static AppliedTrades From(IEnumerable<TradeId> trades) =>
        trades.Aggregate(None, (sum, trade) => sum.Add(trade));

    /// <inheritdoc/>
    public bool Equals(AppliedTrades? other) => other is not null && _trades.SequenceEqual(other._trades);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AppliedTrades);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, Count == 0 ? default : _trades[^1]);
}
