using System.Globalization;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.OrderSaga.Persistence;
using Spectre.Console;

namespace Bot3.Messaging.Bot3.Commands.Orders;

/// <summary>Prints orders for people or for programs.</summary>
/// <param name="output">Where to.</param>
/// <param name="json">Whether a program reads.</param>
internal sealed class OrdersView(TextWriter output, bool json)
{
    /// <summary>A table of orders.</summary>
    /// <param name="orders">The orders.</param>
    public void Show(IReadOnlyList<OrderSummary> orders)
    {
        if (json)
        {
            output.WriteLine(JsonOutput.Line(orders));
            return;
        }

        if (orders.Count == 0)
        {
            output.WriteLine("no orders");
            return;
        }

        var table = Screen.Table("order", "created", "strategy", "symbol", "side", "type", "quantity", "filled", "average", "status", "reasons");
        foreach (var order in orders)
        {
            Screen.AddRow(
                table,
                order.OrderId.ToString(), Time(order.CreatedAt), order.StrategyId, order.Symbol, order.Side.ToString(), order.Type.ToString(),
                Screen.Number(order.Quantity), Screen.Number(order.FilledQuantity), Screen.Number(order.AveragePrice), order.Status.ToString(),
                string.Join(", ", order.Reasons.Select(reason => reason.Code)));
        }

        Screen.On(output).Write(table);
    }

    /// <summary>One order and its audit trail.</summary>
    /// <param name="history">The order.</param>
    public void Show(OrderHistory history)
    {
        if (json)
        {
            output.WriteLine(JsonOutput.Line(history));
            return;
        }

        var order = history.Order;
        var limit = order.LimitPrice is { } price ? $" at {Screen.Number(price)}" : "";
        output.WriteLine($"order      {order.OrderId}");
        output.WriteLine($"asked      {order.Side} {Screen.Number(order.Quantity)} {order.Symbol} {order.Type}{limit}");
        output.WriteLine($"by         {order.StrategyId} on {order.Account}");
        output.WriteLine($"status     {order.Status}, filled {Screen.Number(order.FilledQuantity)} at {Screen.Number(order.AveragePrice)}");
        output.WriteLine($"venue      {order.Venue ?? "-"}, client order id {order.ClientOrderId ?? "-"}, its id {order.VenueOrderId ?? "-"}");
        output.WriteLine($"decision   {order.RiskDecisionId?.ToString() ?? "-"}");
        foreach (var reason in order.Reasons)
            output.WriteLine($"reason     {reason.Code}: {reason.Message}");

        var table = Screen.Table("#", "time", "event", "from", "to", "outcome", "cause", "message");
        foreach (var entry in history.Trail)
        {
            Screen.AddRow(
                table,
                entry.Sequence.ToString(CultureInfo.InvariantCulture), Time(entry.OccurredAt), entry.Event, entry.From?.ToString() ?? "",
                entry.To.ToString(), entry.Late ? $"{entry.Outcome}, late" : entry.Outcome.ToString(), entry.Cause ?? "",
                entry.MessageId?.ToString() ?? "");
        }

        Screen.On(output).Write(table);
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
