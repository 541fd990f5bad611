using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.ExchangeWorker.Gateways;

/// <summary>What an account's stream tells.</summary>
public abstract record VenueStreamEvent
{
    private VenueStreamEvent()
    {
    }

    /// <summary>Events flow from now on; anything before may have been missed.</summary>
    public sealed record Opened : VenueStreamEvent;

    /// <summary>The stream is gone and is being opened again.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Closed(string Reason) : VenueStreamEvent;

    /// <summary>An order changed; with a trade when it executed.</summary>
    /// <param name="Order">The order after the change.</param>
    /// <param name="Trade">The trade, if this report is one.</param>
    public sealed record OrderReported(VenueOrder Order, VenueTrade? Trade) : VenueStreamEvent
    {
        /// <summary>The venue's id of this very change, by which a report that comes twice is known; null where it gives none.</summary>
        public long? ExecutionId { get; init; }
    }

    /// <summary>Balances changed; absolute values of the assets touched.</summary>
    /// <param name="Balances">The assets touched.</param>
    public sealed record BalancesReported(IReadOnlyList<AssetBalance> Balances) : VenueStreamEvent;
}
