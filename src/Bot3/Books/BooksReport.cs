using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.Bot3.Books;

/// <summary>What comparing our books with the venue's truth has shown; every figure is counted.</summary>
internal sealed record BooksReport
{
    /// <summary>Orders submitted.</summary>
    public required int Submitted { get; init; }

    /// <summary>Submitted orders by the status that the saga has them in; orders unknown to it are in none.</summary>
    public required IReadOnlyDictionary<OrderStatus, int> ByStatus { get; init; }

    /// <summary>One text for each submitted order that the saga does not know, or that has not ended.</summary>
    public required IReadOnlyList<string> Lost { get; init; }

    /// <summary>One text for each venue order too many, and for each trade that was applied more than once.</summary>
    public required IReadOnlyList<string> Duplicated { get; init; }

    /// <summary>One text for each difference between our books and the venue's truth.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    /// <summary>Whether our books say what the venue says.</summary>
    public bool Match => Differences.Count == 0;

    /// <summary>Whether nothing is lost, nothing is doubled, and the books match.</summary>
    public bool IsClean => Match && Lost.Count == 0 && Duplicated.Count == 0;

    /// <summary>The submitted orders in a status.</summary>
    /// <param name="status">The status.</param>
    public int Count(OrderStatus status) => ByStatus.GetValueOrDefault(status);
}
