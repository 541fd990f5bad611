using Bot3.Messaging.Contracts;
using Bot3.Messaging.RiskWorker.Portfolio;
using Bot3.Messaging.RiskWorker.Reservations;

namespace Bot3.Messaging.RiskWorker.Decisions;

/// <summary>What an account holds and has promised, read under its lock.</summary>
/// <param name="Positions">Positions of all strategies.</param>
/// <param name="Reservations">Reservations that still hold something.</param>
internal sealed record AccountBook(IReadOnlyList<StoredPosition> Positions, IReadOnlyList<Reservation> Reservations)
{
    /// <summary>Base units held of a symbol, all strategies together: the limits are the account's.</summary>
    /// <param name="symbol">The pair.</param>
    public decimal Held(string symbol) => Positions.Where(position => position.Symbol == symbol).Sum(position => position.NetQuantity);

    /// <summary>Base units that open orders of one side may still fill.</summary>
    /// <param name="symbol">The pair.</param>
    /// <param name="side">The side.</param>
    public decimal Open(string symbol, OrderSide side)
        => Reservations.Where(reservation => reservation.Symbol == symbol && reservation.Side == side).Sum(reservation => reservation.Remaining);

    /// <summary>USD that open orders of one side may still open.</summary>
    /// <param name="symbol">The pair.</param>
    /// <param name="side">The side.</param>
    public decimal OpenExposureUsd(string symbol, OrderSide side)
        => Reservations.Where(reservation => reservation.Symbol == symbol && reservation.Side == side)
            .Sum(reservation => reservation.RemainingNotionalUsd);

    /// <summary>Open orders on a symbol.</summary>
    /// <param name="symbol">The pair.</param>
    public int OpenOrders(string symbol) => Reservations.Count(reservation => reservation.Symbol == symbol);

    /// <summary>
    /// What new orders may spend of an asset: all that the venue holds for us less what approved orders may still spend, and never more
    /// than
    /// the venue calls free. (The venue locks resting orders; our reservations also cover those on their way to it.)
    /// </summary>
    /// <param name="balance">The venue's balance.</param>
    public decimal Available(AssetBalance balance)
    {
        var promised = Reservations.Where(reservation => reservation.SpendAsset == balance.Asset).Sum(reservation => reservation.RemainingSpend);
        return Math.Max(0m, Math.Min(balance.Free, balance.Free + balance.Locked - promised));
    }
}
