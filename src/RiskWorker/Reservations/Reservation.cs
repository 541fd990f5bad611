using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.RiskWorker.Reservations;

/// <summary>
/// Exposure that an approved order may still take. Fills turn it into position; a terminal status releases the rest. Both may come in any
/// order and more than once.
/// </summary>
public sealed record Reservation
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The strategy.</summary>
    public required string StrategyId { get; init; }

    /// <summary>The venue that the order was checked for.</summary>
    public required string Venue { get; init; }

    /// <summary>The pair as <c>BASE/QUOTE</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>Buy or sell.</summary>
    public required OrderSide Side { get; init; }

    /// <summary>Amount approved, base asset.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Amount filled so far, base asset.</summary>
    public decimal Filled { get; init; }

    /// <summary>Amount of it that opens exposure, base asset; the rest only closes what is held.</summary>
    public required decimal OpeningQuantity { get; init; }

    /// <summary>Notional in USD of the opening quantity, when it was approved.</summary>
    public required decimal NotionalUsd { get; init; }

    /// <summary>The asset that the order spends: the quote for a buy, the base for a sell.</summary>
    public required string SpendAsset { get; init; }

    /// <summary>Amount of <see cref="SpendAsset"/> reserved, for the whole quantity.</summary>
    public required decimal SpendAmount { get; init; }

    /// <summary>Amount filled in all, once the saga has said that the order is over; <see langword="null"/> while it lives.</summary>
    public decimal? FinalFilled { get; init; }

    /// <summary>When it was reserved.</summary>
    public required DateTimeOffset ReservedAt { get; init; }

    /// <summary>Amount that may still be filled, base asset: never negative; 0 when all is filled or released.</summary>
    public decimal Remaining => Math.Max(0m, (FinalFilled ?? Quantity) - Filled);

    /// <summary>Notional in USD that may still be opened. Fills close first, so the opening part goes last.</summary>
    public decimal RemainingNotionalUsd
        => OpeningQuantity == 0 ? 0 : NotionalUsd * (Math.Min(OpeningQuantity, Remaining) / OpeningQuantity);

    /// <summary>Amount of <see cref="SpendAsset"/> still reserved.</summary>
    public decimal RemainingSpend => SpendAmount * (Remaining / Quantity);

    /// <summary>Turns a fill into position: the reservation shrinks by it.</summary>
    /// <param name="quantity">Amount filled, base asset, above zero.</param>
    public Reservation WithFill(decimal quantity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(quantity);
        return this with { Filled = Filled + quantity };
    }

    /// <summary>The order is over: only fills that are still on their way stay reserved.</summary>
    /// <param name="filledInAll">Amount filled in all, as the saga knows it.</param>
    public Reservation Released(decimal filledInAll)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(filledInAll);
        // A later release may know of more fills; it never takes back what an earlier one knew.
        return this with { FinalFilled = Math.Min(Quantity, Math.Max(FinalFilled ?? 0m, filledInAll)) };
    }
}
