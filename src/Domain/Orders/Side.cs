namespace Bot3.Messaging.Domain.Orders;

/// <summary>Which way an order trades the base asset.</summary>
public enum Side
{
    /// <summary>Receives base, spends quote.</summary>
    Buy,

    /// <summary>Spends base, receives quote.</summary>
    Sell,
}
