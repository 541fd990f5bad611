using Bot3.Messaging.Bot3.Books;
using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.Bot3.Commands.Chaos;

/// <summary>A message that was kept with a reason instead of being handled.</summary>
/// <param name="Body">What it said.</param>
/// <param name="Reason">Why it was kept.</param>
internal sealed record KeptMessage(string Body, string Reason);

/// <summary>What is still under way in broker and database when the run is over.</summary>
/// <param name="Queues">Messages by queue, error queues included; empty queues may be left out.</param>
/// <param name="OutboxRows">Rows that wait to be published, without those scheduled for orders that rest.</param>
/// <param name="DeadLetters">The dead-letter ledger.</param>
internal sealed record InFlight(
    IReadOnlyDictionary<string, long> Queues, long OutboxRows, IReadOnlyList<KeptMessage> DeadLetters);

/// <summary>What the judge found; every figure is counted.</summary>
internal sealed record ChaosVerdict
{
    /// <summary>Orders submitted.</summary>
    public required int Orders { get; init; }

    /// <summary>Kills made.</summary>
    public required int Kills { get; init; }

    /// <summary>Orders in a terminal status.</summary>
    public required int Terminal { get; init; }

    /// <summary>One text for each order that has not ended or is not known, and that has a stated reason.</summary>
    public required IReadOnlyList<string> Explained { get; init; }

    /// <summary>One text for each order or message that is neither settled nor explained.</summary>
    public required IReadOnlyList<string> Lost { get; init; }

    /// <summary>One text for each venue order too many, and for each trade applied more than once.</summary>
    public required IReadOnlyList<string> Duplicated { get; init; }

    /// <summary>One text for each difference between our books and the venue.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    /// <summary>Whether nothing is lost or doubled, and the books match.</summary>
    public bool IsClean => Lost.Count == 0 && Duplicated.Count == 0 && Differences.Count == 0;

    /// <summary>The closing line.</summary>
    public override string ToString() =>
        $"chaos: {Orders} orders, {Kills} kills, {Terminal} terminal, {Explained.Count} explained, {Lost.Count} lost, "
        + $"{Duplicated.Count} duplicated, {(Differences.Count == 0 ? "books match" : "books differ")}";
}

/// <summary>Judges a chaos run: pure, from the pictures taken when everything had settled.</summary>
internal static class ChaosJudge
{
    /// <summary>Whether an order has ended.</summary>
    public static bool IsTerminal(OrderStatus status) => status is OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Rejected
        or OrderStatus.Denied or OrderStatus.Expired or OrderStatus.Failed;

    /// <summary>Judges.</summary>
    /// <param name="kills">Kills made.</param>
    /// <param name="books">Our books, with the orders submitted.</param>
    /// <param name="report">The books compared with the venue's truth.</param>
    /// <param name="reasons">The stated reasons of the saga's orders, by order.</param>
    /// <param name="inFlight">What is still under way.</param>
    public static ChaosVerdict Judge(
        int kills, OurBooks books, BooksReport report, IReadOnlyDictionary<Guid, string> reasons, InFlight inFlight)
    {
        var orders = books.Orders.ToDictionary(order => order.OrderId);
        var explained = new List<string>();
        var lost = new List<string>();
        var terminal = 0;
        foreach (var orderId in books.Submitted)
        {
            var order = orders.GetValueOrDefault(orderId);
            if (order is not null && IsTerminal(order.Status))
                terminal++;
            else if (ReasonOf(orderId, order, reasons, inFlight) is { } reason)
                explained.Add($"order {orderId} is {order?.Status.ToString() ?? "unknown"}: {reason}");
            else
                lost.Add(order is null ? $"order {orderId} is unknown, without a reason"
                    : $"order {orderId} is {order.Status}, without a reason");
        }

        lost.AddRange(inFlight.Queues.Where(queue => queue.Value > 0).OrderBy(queue => queue.Key, StringComparer.Ordinal)
            .Select(queue => $"queue {queue.Key} still holds {queue.Value} messages"));
        if (inFlight.OutboxRows > 0)
            lost.Add($"the outbox still holds {inFlight.OutboxRows} messages");
        return new ChaosVerdict
        {
            Orders = books.Submitted.Count,
            Kills = kills,
            Terminal = terminal,
            Explained = explained,
            Lost = lost,
            Duplicated = report.Duplicated,
            Differences = report.Differences,
        };
    }

    private static string? ReasonOf(
        Guid orderId, BookedOrder? order, IReadOnlyDictionary<Guid, string> reasons, InFlight inFlight)
    {
        if (order is not null && reasons.TryGetValue(orderId, out var stated) && stated.Length > 0)
            return stated;
        var id = orderId.ToString("D");
        return order is null
            ? inFlight.DeadLetters.FirstOrDefault(letter => letter.Body.Contains(id, StringComparison.OrdinalIgnoreCase))?.Reason
            : null;
    }
}
