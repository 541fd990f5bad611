using Bot3.Messaging.Contracts;
using Bot3.Messaging.RiskWorker.Portfolio;

namespace Bot3.Messaging.Bot3.Books;

/// <summary>An order as the saga has it.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Symbol">The pair as <c>BASE/QUOTE</c>.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Quantity">Base units ordered.</param>
/// <param name="FilledQuantity">Base units filled.</param>
internal sealed record BookedOrder(Guid OrderId, string Symbol, OrderStatus Status, decimal Quantity, decimal FilledQuantity);

/// <summary>A fill that the saga's audit trail says was applied.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Symbol">The pair as <c>BASE/QUOTE</c>.</param>
/// <param name="TradeId">The venue's trade id.</param>
/// <param name="Price">In quote.</param>
/// <param name="Quantity">In base.</param>
internal sealed record BookedFill(Guid OrderId, string Symbol, string TradeId, decimal Price, decimal Quantity);

/// <summary>All that we hold to be true: of the orders, of the trades (told twice over: saga and risk), of the positions.</summary>
internal sealed record OurBooks
{
    /// <summary>The orders that were submitted, each once.</summary>
    public required IReadOnlyList<Guid> Submitted { get; init; }

    /// <summary>The saga's orders.</summary>
    public required IReadOnlyList<BookedOrder> Orders { get; init; }

    /// <summary>The fills that the saga applied; one that was applied twice is here twice.</summary>
    public required IReadOnlyList<BookedFill> SagaFills { get; init; }

    /// <summary>The fills that risk applied.</summary>
    public required IReadOnlyList<StoredFill> RiskFills { get; init; }

    /// <summary>Risk's positions.</summary>
    public required IReadOnlyList<StoredPosition> Positions { get; init; }
}
