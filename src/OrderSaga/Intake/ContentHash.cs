using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.OrderSaga.Intake;

/// <summary>What makes two submissions under one order id "the same".</summary>
internal static class ContentHash
{
    private const char Separator = '\u001f';

    /// <summary>SHA-256 over every field but the order id, in a form where 1.0 and 1.00 are equal, in hexadecimal.</summary>
    /// <remarks>
    /// <see cref="SubmitOrder.CreatedAt"/> is left out: a strategy that sends an order again may stamp it again, and means the same order.
    /// </remarks>
    public static string Of(SubmitOrder order)
    {
        var text = string.Join(
            Separator,
            order.StrategyId, order.SignalId, Text(order.SignalConfidence), order.Account, string.Join(',', order.Venues), order.Symbol,
            order.Side, order.Type, Text(order.Quantity), Text(order.LimitPrice), Text(order.TriggerPrice), Text(order.StopLoss),
            Text(order.TakeProfit), order.TimeInForce, order.ExpiresAt?.UtcTicks.ToString(CultureInfo.InvariantCulture));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static string Text(decimal? number) => number?.ToString("0.############################", CultureInfo.InvariantCulture) ?? "";
}
