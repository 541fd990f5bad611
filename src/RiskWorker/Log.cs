
namespace Bot3.Messaging.RiskWorker;

/// <summary>What the risk worker says, ids 2000–2999.</summary>
internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Information, "Order {OrderId} of account {Account} on {Symbol} approved under limits version {LimitsVersion}")]
    public static partial void OrderApproved(ILogger logger, Guid orderId, string account, string symbol, long limitsVersion);

    [LoggerMessage(2001, LogLevel.Information, "Order {OrderId} of account {Account} on {Symbol} denied: {Reasons}")]
    public static partial void OrderDenied(ILogger logger, Guid orderId, string account, string symbol, string reasons);

    [LoggerMessage(2002, LogLevel.Information, "Fill {TradeId} of order {OrderId} applied: position in {Symbol} is {NetQuantity}")]
    public static partial void FillApplied(ILogger logger, Guid orderId, string tradeId, string symbol, decimal netQuantity);

    [LoggerMessage(2003, LogLevel.Debug, "Fill {TradeId} of order {OrderId} on {Symbol} is known already")]
    public static partial void FillKnown(ILogger logger, Guid orderId, string tradeId, string symbol);

    [LoggerMessage(2004, LogLevel.Information, "Reservation of order {OrderId} released: order is {FinalStatus} with {FilledQuantity} filled")]
    public static partial void ReservationReleased(ILogger logger, Guid orderId, string finalStatus, decimal filledQuantity);

    [LoggerMessage(2005, LogLevel.Debug, "Order {OrderId} is {FinalStatus} and had nothing reserved")]
    public static partial void NothingReserved(ILogger logger, Guid orderId, string finalStatus);
}
