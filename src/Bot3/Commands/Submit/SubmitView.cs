using System.Globalization;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.Bot3.Commands.Submit;

/// <summary>What <c>bot3 submit</c> prints: a line for the order, and one for each change of its status.</summary>
/// <param name="output">Where to.</param>
/// <param name="json">Whether a program reads.</param>
internal sealed class SubmitView(TextWriter output, bool json)
{
    /// <summary>Whether nothing more will be heard of an order.</summary>
    /// <param name="status">Its status.</param>
    public static bool IsTerminal(OrderStatus status) => status is OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Rejected
        or OrderStatus.Denied or OrderStatus.Expired or OrderStatus.Failed;

    /// <summary>The broker has the order.</summary>
    /// <param name="order">The order.</param>
    public async Task SubmittedAsync(SubmitOrder order)
    {
        await output.WriteLineAsync(json ? JsonOutput.Line(order) : $"submitted {order.OrderId}");
        await output.FlushAsync();
    }

    /// <summary>The order moved.</summary>
    /// <param name="status">What was heard.</param>
    public async Task ChangedAsync(OrderStatusChanged status)
    {
        await output.WriteLineAsync(json ? JsonOutput.Line(status) : Line(status));
        await output.FlushAsync();
    }

    private static string Line(OrderStatusChanged status)
    {
        var filled = status.FilledQuantity > 0
            ? string.Create(CultureInfo.InvariantCulture, $", filled {status.FilledQuantity:0.############} at {status.AveragePrice:0.########}")
            : "";
        var reasons = string.Join("; ", status.Reasons.Select(reason => $"{reason.Code}: {reason.Message}"));
        var time = status.OccurredAt.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        return $"{time} {status.Status}{filled}{(reasons.Length > 0 ? $" ({reasons})" : "")}";
    }
}
