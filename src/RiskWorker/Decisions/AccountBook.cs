using Bot3.Messaging.Contracts;
using Bot3.Messaging.RiskWorker.Portfolio;
using Bot3.Messaging.RiskWorker.Reservations;

namespace Bot3.Messaging.RiskWorker.Decisions;

/// <summary>
/// What an account holds and has promised, read under its lock. Kept as sums by symbol and asset, so that a decision costs the same however
/// many orders are open, and moved on order by order while a group of decisions shares the lock.
/// </summary>
public sealed class AccountBook
{
    private readonly Dictionary<(string Symbol, OrderSide Side), Side> _sides = [];
    private readonly Dictionary<string, decimal> _held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, decimal> _promised = new(StringComparer.Ordinal);

    /// <summary>Adds up what was read.</summary>
    /// <param name="positions">Positions of all strategies: the limits are the account's.</param>
    /// <param name="reservations">Reservations that still hold something.</param>
    public static AccountBook Of(IEnumerable<StoredPosition> positions, IEnumerable<Reservation> reservations)
    {
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentNullException.ThrowIfNull(reservations);
        var book = new AccountBook();
        foreach (var position in positions)
            book._held[position.Symbol] = book.Held(position.Symbol) + position.NetQuantity;
        foreach (var reservation in reservations)
            book.Add(reservation);
        return book;
    }

    /// <summary>Base units held of a symbol, all strategies together.</summary>
    /// <param name="symbol">The pair.</param>
    public decimal Held(string symbol) => _held.GetValueOrDefault(symbol);

    /// <summary>Base units that open orders of one side may still fill.</summary>
    /// <param name="symbol">The pair.</param>
    /// <param name="side">The side.</param>
    public decimal Open(string symbol, OrderSide side) => _sides.GetValueOrDefault((symbol, side)).Quantity;

    /// <summary>USD that open orders of one side may still open.</summary>
    /// <param name="symbol">The pair.</param>
    /// <param name="side">The side.</param>
    public decimal OpenExposureUsd(string symbol, OrderSide side) => _sides.GetValueOrDefault((symbol, side)).NotionalUsd;

    /// <summary>Open orders on a symbol.</summary>
    /// <param name="symbol">The pair.</param>
    public int OpenOrders(string symbol) =>
        _sides.GetValueOrDefault((symbol, OrderSide.Buy)).Orders + _sides.GetValueOrDefault((symbol, OrderSide.Sell)).Orders;

    /// <summary>
    /// What new orders may spend of an asset: all that the venue holds for us less what approved orders may still spend, and never more
    /// than the venue calls free. (The venue locks resting orders; our reservations also cover those on their way to it.)
    /// </summary>
    /// <param name="balance">The venue's balance.</param>
    public decimal Available(AssetBalance balance)
    {
        ArgumentNullException.ThrowIfNull(balance);
        return Math.Max(0m, Math.Min(balance.Free, balance.Free + balance.Locked - _promised.GetValueOrDefault(balance.Asset)));
    }

    /// <summary>Counts a new reservation in.</summary>
    /// <param name="reservation">The reservation.</param>
    public void Add(Reservation reservation) => Count(reservation, 1);

    /// <summary>Takes a reservation out again: the decision that made it does not stand.</summary>
    /// <param name="reservation">The same reservation.</param>
    public void Remove(Reservation reservation) => Count(reservation, -1);

    /// <summary>Counts reservations in that were added up before.</summary>
    /// <param name="sum">Their sum.</param>
    public void Add(ReservationSum sum) =>
        Count(sum.Symbol, sum.Side, new Side(sum.Quantity, sum.NotionalUsd, sum.Orders), sum.SpendAsset, sum.SpendAmount);

    private void Count(Reservation reservation, int sign)
    {
        ArgumentNullException.ThrowIfNull(reservation);
        if (reservation.Remaining == 0)
            return;
        Count(
            reservation.Symbol, reservation.Side, new Side(sign * reservation.Remaining, sign * reservation.RemainingNotionalUsd, sign),
            reservation.SpendAsset, sign * reservation.RemainingSpend);
    }

    private void Count(string symbol, OrderSide side, Side more, string spendAsset, decimal spend)
    {
        var sum = _sides.GetValueOrDefault((symbol, side));
        _sides[(symbol, side)] = new Side(sum.Quantity + more.Quantity, sum.NotionalUsd + more.NotionalUsd, sum.Orders + more.Orders);
        _promised[spendAsset] = _promised.GetValueOrDefault(spendAsset) + spend;
    }

    private readonly record struct Side(decimal Quantity, decimal NotionalUsd, int Orders);
}
