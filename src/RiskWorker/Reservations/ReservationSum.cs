using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.RiskWorker.Reservations;

/// <summary>Open reservations of one account, symbol, side and spent asset, none of them filled or ended in part, added up.</summary>
/// <param name="Account">The account.</param>
/// <param name="Symbol">The pair as <c>BASE/QUOTE</c>.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="SpendAsset">The asset that the orders spend.</param>
/// <param name="Orders">How many, at least 1.</param>
/// <param name="Quantity">Amount that may still be filled, base asset.</param>
/// <param name="NotionalUsd">Notional in USD that may still be opened.</param>
/// <param name="SpendAmount">Amount of <see cref="SpendAsset"/> reserved.</param>
public readonly record struct ReservationSum(
    string Account, string Symbol, OrderSide Side, string SpendAsset, int Orders, decimal Quantity, decimal NotionalUsd, decimal SpendAmount);
