using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Positions;

/// <summary>The result of a position at one price, in quote units.</summary>
/// <param name="Realised">By what was closed, less converted fees.</param>
/// <param name="Unrealised">By what is open, were it closed at that price without fees.</param>
public readonly record struct ProfitAndLoss(Notional Realised, Notional Unrealised)
{
    /// <summary>Both together.</summary>
    public Notional Total => Realised + Unrealised;

    /// <summary>The result of a position, were its open quantity closed at this price.</summary>
    public static ProfitAndLoss At(in Position position, Price price) => new(
        Notional.FromProduct(position.RealisedProfit),
        Notional.FromProduct((position.NetQuantity * price.Value) - position.OpenCost));
}
