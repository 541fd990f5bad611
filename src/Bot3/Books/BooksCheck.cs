using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Values;
using Bot3.Messaging.ExchangeSimulator.Admin;

namespace Bot3.Messaging.Bot3.Books;

/// <summary>
/// Compares our books with what really happened at the venue: orders (invariants I1 and I6), fills by trade id (I2), balances against
/// positions net of fees (I3). Pure: it reads two pictures and says how they differ.
/// </summary>
internal static class BooksCheck
{
    private static readonly OrderStatus[] Terminal =
    [
        OrderStatus.Filled, OrderStatus.Cancelled, OrderStatus.Rejected, OrderStatus.Denied, OrderStatus.Expired, OrderStatus.Failed,
    ];

    /// <summary>Compares.</summary>
    /// <param name="books">Our side.</param>
    /// <param name="truth">The venue's side, of the one account that these books are about.</param>
    /// <param name="opening">What the account held before the first order, by asset.</param>
    public static BooksReport Compare(OurBooks books, VenueTruth truth, IReadOnlyDictionary<string, decimal> opening)
    {
        ArgumentNullException.ThrowIfNull(books);
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(opening);
        var orders = books.Orders.ToDictionary(order => order.OrderId);
        var venueOrders = truth.Orders.ToLookup(order => OwnerOf(order.ClientOrderId));
        return new BooksReport
        {
            Submitted = books.Submitted.Count,
            ByStatus = books.Submitted.Where(orders.ContainsKey).CountBy(id => orders[id].Status).ToDictionary(),
            Lost = [.. books.Submitted.SelectMany(id => Lost(id, orders.GetValueOrDefault(id)))],
            Duplicated = [.. DoubledOrders(truth), .. DoubledFills(books)],
            Differences =
            [
                .. Strangers(books, venueOrders),
                .. books.Orders.SelectMany(order => OrderDifferences(order, [.. venueOrders[order.OrderId]])),
                .. FillsCheck.Compare(books, truth),
                .. BalancesCheck.Compare(books, truth, opening),
            ],
        };
    }

    /// <summary>The venue's name of a pair.</summary>
    /// <param name="symbol">The pair as <c>BASE/QUOTE</c>.</param>
    public static string VenueSymbol(string symbol) => symbol.Replace("/", "", StringComparison.Ordinal);

    /// <summary>Whose order a client order id names; the empty id when it is none of ours.</summary>
    /// <param name="clientOrderId">As the venue has it.</param>
    public static Guid OwnerOf(string clientOrderId) =>
        ClientOrderId.TryParse(clientOrderId, out var orderId, out _, out _) ? orderId.Value : Guid.Empty;

    private static IEnumerable<string> Lost(Guid orderId, BookedOrder? order)
    {
        if (order is null)
            yield return $"order {orderId} was submitted and the saga does not know it";
        else if (!Terminal.Contains(order.Status))
            yield return $"order {orderId} has not ended: it is {order.Status}";
    }

    // One venue order per slice, whatever the attempt (I1). A strange id cannot be told apart further than by itself.
    private static IEnumerable<string> DoubledOrders(VenueTruth truth) => truth.Orders
        .GroupBy(order => ClientOrderId.TryParse(order.ClientOrderId, out var orderId, out var slice, out _)
            ? $"slice {slice} of order {orderId.Value}"
            : $"client order id {order.ClientOrderId}")
        .Where(group => group.Count() > 1)
        .SelectMany(group => group.Skip(1).Select(order =>
            $"{group.Key} is at the venue {group.Count()} times: one too many is {order.Symbol} {order.OrderId} ({order.ClientOrderId})"));

    private static IEnumerable<string> DoubledFills(OurBooks books)
    {
        // One trade may have two orders of ours on its two sides: it is then two fills.
        var saga = books.SagaFills.CountBy(fill => (Symbol: VenueSymbol(fill.Symbol), fill.TradeId, fill.OrderId)).Where(pair => pair.Value > 1);
        foreach (var (trade, count) in saga)
            yield return $"trade {trade.Symbol} {trade.TradeId} was applied {count} times by the saga";
        var risk = books.RiskFills.CountBy(fill => (Symbol: VenueSymbol(fill.Symbol), fill.TradeId, fill.OrderId)).Where(pair => pair.Value > 1);
        foreach (var (trade, count) in risk)
            yield return $"trade {trade.Symbol} {trade.TradeId} was applied {count} times by risk";
    }

    private static IEnumerable<string> Strangers(OurBooks books, ILookup<Guid, OrderTruth> venueOrders)
    {
        var known = books.Orders.Select(order => order.OrderId).ToHashSet();
        return venueOrders.Where(group => !known.Contains(group.Key)).SelectMany(group => group)
            .Select(order => $"venue order {order.Symbol} {order.OrderId} ({order.ClientOrderId}) belongs to no order of ours");
    }

    private static IEnumerable<string> OrderDifferences(BookedOrder order, IReadOnlyList<OrderTruth> atVenue)
    {
        var executed = atVenue.Sum(venue => venue.ExecutedQty);
        if (executed != order.FilledQuantity)
            yield return $"order {order.OrderId} has {order.FilledQuantity} filled, the venue executed {executed}";
        if (order.FilledQuantity > order.Quantity)
            yield return $"order {order.OrderId} has {order.FilledQuantity} filled of {order.Quantity} ordered";
        if (atVenue.Count > 0 && order.Status is OrderStatus.Denied or OrderStatus.Rejected)
            yield return $"order {order.OrderId} is {order.Status}, and the venue has it as {atVenue[0].Status}";
        if (order.Status is OrderStatus.Filled && executed != order.Quantity)
            yield return $"order {order.OrderId} is Filled, the venue executed {executed} of {order.Quantity}";
        if (order.Status is OrderStatus.Cancelled && atVenue.Any(venue => venue.Status is "FILLED"))
            yield return $"order {order.OrderId} is Cancelled, the venue has it as FILLED";
        if (order.Status is OrderStatus.Expired)
            yield return $"order {order.OrderId} is Expired, which no order here can be";
        foreach (var open in atVenue.Where(venue => Terminal.Contains(order.Status) && venue.Status is "NEW" or "PARTIALLY_FILLED"))
            yield return $"order {order.OrderId} is {order.Status}, the venue still works on it ({open.Symbol} {open.OrderId} is {open.Status})";
    }
}
