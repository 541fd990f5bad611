using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.RiskWorker.Decisions;
using Bot3.Messaging.RiskWorker.Portfolio;
using Bot3.Messaging.RiskWorker.Reservations;
using Npgsql;

namespace Bot3.Messaging.RiskWorker.Persistence;

/// <summary>
/// What a group of decisions, fills and releases needs, locked and read in one round trip: the accounts' locks first, then everything that
/// depends on them. Nothing is kept for the next group: another process may own the lock in between.
/// </summary>
internal sealed class RiskGroupPart : IGroupPart
{
    private readonly SortedSet<string> _locked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _books = new(StringComparer.Ordinal);
    private readonly HashSet<string> _portfolios = new(StringComparer.Ordinal);
    private readonly HashSet<Guid> _decided = [];
    private readonly HashSet<Guid> _reserved = [];
    private readonly HashSet<FillKey> _fills = [];
    private readonly List<Reservation> _touched = [];
    private readonly List<ReservationSum> _untouched = [];
    private readonly Dictionary<string, AccountBook> _summed = new(StringComparer.Ordinal);

    /// <summary>Decisions by order, as stored or as added by this group.</summary>
    public Dictionary<Guid, StoredDecision> Decisions { get; } = [];

    /// <summary>Reservations by order, those that were announced.</summary>
    public Dictionary<Guid, Reservation> Reservations { get; } = [];

    /// <summary>Positions by account, strategy and symbol.</summary>
    public Dictionary<(string Account, string StrategyId, string Symbol), StoredPosition> Positions { get; } = [];

    /// <summary>Trades that are known.</summary>
    public HashSet<FillKey> KnownFills { get; } = [];

    public void NeedDecision(string account, Guid orderId)
    {
        _locked.Add(account);
        _books.Add(account);
        _decided.Add(orderId);
    }

    public void NeedFill(string account, Guid orderId, FillKey fill)
    {
        _locked.Add(account);
        _portfolios.Add(account);
        _reserved.Add(orderId);
        _fills.Add(fill);
    }

    public void NeedReservation(Guid orderId) => _reserved.Add(orderId);

    public bool HoldsLock(string account) => _locked.Contains(account);

    public bool HasDecision(Guid orderId) => _decided.Contains(orderId);

    public bool HasReservation(Guid orderId) => _reserved.Contains(orderId);

    public bool HasPositions(string account) => _portfolios.Contains(account) || _books.Contains(account);

    public bool HasFill(FillKey fill) => _fills.Contains(fill);

    /// <summary>The account's book, if a decision was announced for it; moved on by <see cref="AccountBook.Add(Reservation)"/>.</summary>
    public AccountBook? Book(string account)
    {
        if (!_books.Contains(account))
            return null;
        if (!_summed.TryGetValue(account, out var book))
        {
            book = AccountBook.Of(
                Positions.Values.Where(position => position.Account == account), _touched.Where(reservation => reservation.Account == account));
            foreach (var sum in _untouched.Where(sum => sum.Account == account))
                book.Add(sum);
            _summed.Add(account, book);
        }

        return book;
    }

    public void AddReads(GroupReads reads)
    {
        if (_locked.Count > 0)
            reads.Add(RiskStatements.LockAccounts, _ => { }, Array([.. _locked]));
        if (_reserved.Count > 0)
        {
            reads.Add(
                RiskStatements.LockReservations,
                reader => Keep(RiskRowReader.Reservation(reader)),
                new NpgsqlParameter<Guid[]> { TypedValue = [.. _reserved] });
        }

        if (_decided.Count > 0)
        {
            reads.Add(
                RiskStatements.Decisions,
                reader => Keep(RiskRowReader.Decision(reader)),
                new NpgsqlParameter<Guid[]> { TypedValue = [.. _decided] });
        }

        if (_books.Count + _portfolios.Count > 0)
            reads.Add(RiskStatements.Positions, reader => Keep(RiskRowReader.Position(reader)), Array([.. _books.Union(_portfolios)]));
        if (_books.Count > 0)
        {
            reads.Add(RiskStatements.UntouchedReservations, reader => _untouched.Add(RiskRowReader.ReservationSum(reader)), Array([.. _books]));
            reads.Add(RiskStatements.TouchedReservations, reader => _touched.Add(RiskRowReader.Reservation(reader)), Array([.. _books]));
        }

        if (_fills.Count > 0)
            AddFills(reads);
    }

    public void AddWrites(GroupWrites writes)
    {
        // Rows are handed in by the works themselves; a later one of the same key replaces an earlier one.
    }

    public void Committed()
    {
        // Nothing outlives the accounts' locks.
    }

    private static NpgsqlParameter<string[]> Array(string[] values) => new() { TypedValue = values };

    private void Keep(Reservation reservation) => Reservations.Add(reservation.OrderId, reservation);

    private void Keep(StoredDecision decision) => Decisions.Add(decision.OrderId, decision);

    private void Keep(StoredPosition position) => Positions.Add((position.Account, position.StrategyId, position.Symbol), position);

    private void AddFills(GroupReads reads) => reads.Add(
        RiskStatements.KnownFills,
        reader => KnownFills.Add(new FillKey(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3))),
        Array([.. _fills.Select(fill => fill.Venue)]),
        Array([.. _fills.Select(fill => fill.Symbol)]),
        Array([.. _fills.Select(fill => fill.TradeId)]),
        Array([.. _fills.Select(fill => fill.VenueOrderId)]));
}

/// <summary>What makes a trade the same one.</summary>
internal readonly record struct FillKey(string Venue, string Symbol, string TradeId, string VenueOrderId)
{
    public static FillKey Of(StoredFill fill) => new(fill.Venue, fill.Symbol, fill.TradeId, fill.VenueOrderId);
}
