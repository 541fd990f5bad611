using System.Text.Json;
using Bot3.Messaging.OrderSaga.Audit;
using Bot3.Messaging.OrderSaga.Persistence;
using Bot3.Messaging.Persistence.Sessions;
using Bot3.Messaging.RiskWorker.Persistence;

namespace Bot3.Messaging.Bot3.Books;

/// <summary>Reads our books from the stores, in memory or on Postgres alike.</summary>
/// <param name="queries">The saga's reading side.</param>
/// <param name="risk">Risk's rows.</param>
/// <param name="store">Opens the session that risk's rows are read in.</param>
internal sealed class OurBooksReader(IOrderQueries queries, IRiskStore risk, IDurableStore store)
{
    // What one question may list (the saga's own bound).
    private const int OrdersMax = 10_000;

    private const string FillEvent = "FillReceived";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>From a host's services.</summary>
    /// <param name="services">Services with the stores of saga and risk.</param>
    public static OurBooksReader From(IServiceProvider services) => new(
        services.GetRequiredService<IOrderQueries>(), services.GetRequiredService<IRiskStore>(), services.GetRequiredService<IDurableStore>());

    /// <summary>Reads everything of one account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="submitted">The orders that were submitted.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<OurBooks> ReadAsync(string account, IReadOnlyList<Guid> submitted, CancellationToken cancellationToken)
    {
        var orders = await queries.ListAsync(new OrderFilter { Limit = OrdersMax }, cancellationToken);
        var mine = orders.Where(order => order.Account == account).ToList();
        var fills = new List<BookedFill>();
        foreach (var order in mine)
        {
            if (await queries.FindAsync(order.OrderId, cancellationToken) is { } history)
                fills.AddRange(history.Trail.Where(IsAppliedFill).Select(entry => Fill(entry, order.Symbol)));
        }

        await using var session = await store.BeginAsync(cancellationToken);
        return new OurBooks
        {
            Submitted = submitted,
            Orders = [.. mine.Select(order => new BookedOrder(order.OrderId, order.Symbol, order.Status, order.Quantity, order.FilledQuantity))],
            SagaFills = fills,
            RiskFills = await risk.ListFillsAsync(session, account, cancellationToken),
            Positions = await risk.ListPositionsAsync(session, account, cancellationToken),
        };
    }

    private static bool IsAppliedFill(AuditEntry entry) =>
        entry.Outcome is AuditOutcome.Applied && Read(entry).Kind == FillEvent;

    private static BookedFill Fill(AuditEntry entry, string symbol)
    {
        var data = Read(entry);
        return data is { TradeId: { } tradeId, Price: { } price, Quantity: { } quantity }
            ? new BookedFill(entry.OrderId, symbol, tradeId, price, quantity)
            : throw new InvalidDataException(
                $"Audit row {entry.Sequence} of order {entry.OrderId} is a fill without trade id, price or quantity.");
    }

    private static FillData Read(AuditEntry entry) =>
        JsonSerializer.Deserialize<FillData>(entry.Data, Json) ?? throw new InvalidDataException($"Audit row of {entry.OrderId} holds null.");

    // The members of the trail's data that a fill has.
    private sealed record FillData(string? Kind, string? TradeId, decimal? Price, decimal? Quantity);
}
