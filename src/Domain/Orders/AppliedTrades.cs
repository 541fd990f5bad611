using System.Runtime.InteropServices;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Orders;

/// <summary>The trades that an order has counted; immutable, equal when they hold the same trades in the same order.</summary>
/// <remarks>
/// <para>Keeps the last <see cref="CountMax"/>: an older trade that comes again would exceed the quantity of all but the longest orders
/// and is caught there; the fills table with its unique index catches the rest.</para>
/// <para>A window on an array that only grows at its end, shared by all values that came from one another: adding to the latest of
/// them writes one free place and copies nothing. <c>default</c> is <see cref="None"/>.</para>
/// </remarks>
public readonly struct AppliedTrades : IEquatable<AppliedTrades>
{
    /// <summary>The most trades remembered.</summary>
    public const int CountMax = 2_000;

    private readonly Store? _store;
    private readonly int _start;

    private AppliedTrades(Store? store, int start, int count) => (_store, _start, Count) = (store, start, count);

    /// <summary>No trades.</summary>
    public static AppliedTrades None => default;

    /// <summary>How many are remembered.</summary>
    public int Count { get; }

    /// <summary>The trades, oldest first.</summary>
    public IReadOnlyList<TradeId> Trades =>
        // Not "[]": that would be an ArraySegment without an array, which cannot be enumerated.
        _store is null ? Array.Empty<TradeId>() : new ArraySegment<TradeId>(_store.Trades, _start, Count);

    /// <summary>No trades yet, and room for this many without another allocation.</summary>
    internal static AppliedTrades WithRoomFor(int trades) => new(new Store(trades), 0, 0);

    /// <summary>True when this trade was counted.</summary>
    public bool Contains(TradeId trade) => Contains(trade, HashOf(trade));

    /// <summary>These trades and one more; the oldest is forgotten beyond the bound.</summary>
    public AppliedTrades Add(TradeId trade) => TryAdd(trade, out var more) ? more : this;

    /// <summary>These trades and one more, or false when it was counted before.</summary>
    public bool TryAdd(TradeId trade, out AppliedTrades more)
    {
        var hash = HashOf(trade);
        var isNew = !Contains(trade, hash);
        more = isNew ? Append(trade, hash) : this;
        return isNew;
    }

    /// <summary>The last <see cref="CountMax"/> of these.</summary>
    public static AppliedTrades From(IEnumerable<TradeId> trades) =>
        trades.Aggregate(None, (sum, trade) => sum.Add(trade));

    /// <inheritdoc/>
    public bool Equals(AppliedTrades other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AppliedTrades other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, Count == 0 ? default : Span[^1]);

    /// <summary>The same trades in the same order.</summary>
    public static bool operator ==(AppliedTrades left, AppliedTrades right) => left.Equals(right);

    /// <summary>Not the same trades in the same order.</summary>
    public static bool operator !=(AppliedTrades left, AppliedTrades right) => !left.Equals(right);

    private ReadOnlySpan<TradeId> Span => _store is null ? [] : _store.Trades.AsSpan(_start, Count);

    // A venue counts its trades: the last four characters tell those of one order apart, quicker than a hash of all. Where they do not,
    // texts are compared, at most CountMax of them.
    private static int HashOf(TradeId trade)
    {
        var text = trade.Value.AsSpan();
        return text.Length < 4 ? text.Length : MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(text[^4..])).GetHashCode();
    }

    private bool Contains(TradeId trade, int hash)
    {
        var end = _start + Count;
        for (var index = _start; index < end; index++)
        {
            var step = _store!.Hashes.AsSpan(index, end - index).IndexOf(hash);
            if (step < 0)
                return false;
            index += step;
            if (_store.Trades[index] == trade)
                return true;
        }

        return false;
    }

    private AppliedTrades Append(TradeId trade, int hash)
    {
        var kept = Count < CountMax ? Count : CountMax - 1;
        var start = _start + Count - kept;
        if (_store is not null && _store.TryAppend(start + kept, trade, hash))
            return new AppliedTrades(_store, start, kept + 1);
        var store = new Store(Math.Clamp(2 * (kept + 1), Store.RoomMin, 2 * CountMax));
        _store?.CopyTo(store, start, kept);
        store.TryAppend(kept, trade, hash);
        return new AppliedTrades(store, 0, kept + 1);
    }

    // The hashes lie side by side, so that even two thousand are searched in a moment.
    private sealed class Store(int room)
    {
        public const int RoomMin = 4;

        private int _used;

        public TradeId[] Trades { get; } = new TradeId[room];

        public int[] Hashes { get; } = new int[room];

        /// <summary>False when there is no room, or when another value has grown past this end already.</summary>
        public bool TryAppend(int end, TradeId trade, int hash)
        {
            if (end == Trades.Length || Interlocked.CompareExchange(ref _used, end + 1, end) != end)
                return false;
            (Trades[end], Hashes[end]) = (trade, hash);
            return true;
        }

        public void CopyTo(Store other, int start, int count)
        {
            Array.Copy(Trades, start, other.Trades, 0, count);
            Array.Copy(Hashes, start, other.Hashes, 0, count);
            other._used = count;
        }
    }
}
