using System.Globalization;
using System.Text.Json;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Wire;
using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance;

/// <summary>Wire to gateway and back. An unknown word throws <see cref="JsonException"/>: the message is unreadable.</summary>
internal static class BinanceMapping
{
    /// <summary>Maps an order of any REST answer. After a cancel the order's own id is <c>origClientOrderId</c>.</summary>
    /// <param name="body">The order.</param>
    /// <param name="pair">Its pair as <c>BASE/QUOTE</c>.</param>
    public static VenueOrder Order(OrderBody body, string pair) => new()
    {
        Symbol = pair,
        VenueOrderId = Text(body.OrderId),
        ClientOrderId = string.IsNullOrEmpty(body.OrigClientOrderId) ? body.ClientOrderId : body.OrigClientOrderId,
        Side = Side(body.Side),
        Status = Status(body.Status),
        Quantity = body.Quantity,
        ExecutedQuantity = body.Executed,
        Reason = body.ExpiryReason ?? (body.Status == "EXPIRED_IN_MATCH" ? body.Status : null),
        ReportedAt = Time(body.UpdateTime ?? body.TransactTime ?? body.CreatedTime
            ?? throw new JsonException("An order without transactTime, updateTime and time.")),
    };

    /// <summary>Maps the fills of a placement's answer. Whoever is filled at once took liquidity.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="order">The order of the answer.</param>
    public static IReadOnlyList<VenueTrade> Fills(OrderBody body, VenueOrder order) => [.. (body.Fills ?? []).Select(fill => new VenueTrade
    {
        Symbol = order.Symbol,
        TradeId = fill.TradeId,
        VenueOrderId = order.VenueOrderId,
        ClientOrderId = order.ClientOrderId,
        Side = order.Side,
        Price = fill.Price,
        Quantity = fill.Quantity,
        Fee = fill.Fee,
        FeeAsset = fill.FeeAsset,
        IsMaker = false,
        ExecutedAt = order.ReportedAt,
    })];

    /// <summary>Maps a trade of a trade list.</summary>
    /// <param name="body">The trade.</param>
    /// <param name="pair">Its pair as <c>BASE/QUOTE</c>.</param>
    public static VenueTrade Trade(TradeBody body, string pair) => new()
    {
        Symbol = pair,
        TradeId = body.Id,
        VenueOrderId = Text(body.OrderId),
        Side = body.IsBuyer ? OrderSide.Buy : OrderSide.Sell,
        Price = body.Price,
        Quantity = body.Quantity,
        Fee = body.Fee,
        FeeAsset = body.FeeAsset,
        IsMaker = body.IsMaker,
        ExecutedAt = Time(body.Time),
    };

    /// <summary>
    /// Maps an order's event. On a cancel or an amendment <c>C</c> is the id that the order was placed with, <c>c</c> that of the request.
    /// </summary>
    /// <param name="report">The event.</param>
    /// <param name="pair">Its pair as <c>BASE/QUOTE</c>.</param>
    public static VenueStreamEvent.OrderReported Report(ExecutionReport report, string pair)
    {
        var original = report.Execution is "CANCELED" or "REPLACED" && !string.IsNullOrEmpty(report.OriginalClientId);
        var order = new VenueOrder
        {
            Symbol = pair,
            VenueOrderId = Text(report.OrderId),
            ClientOrderId = original ? report.OriginalClientId! : report.ClientId,
            Side = Side(report.Side),
            Status = Status(report.Status),
            Quantity = report.Quantity,
            ExecutedQuantity = report.Executed,
            Reason = report.ExpiryReason ?? (report.RejectReason is null or "NONE" ? Prevented(report.Status) : report.RejectReason),
            ReportedAt = Time(report.Time),
        };
        return new(order, report.Execution == "TRADE" ? TradeOf(report, order) : null) { ExecutionId = report.ExecutionId };
    }

    /// <summary>Maps the rules of a pair, filters as the venue wrote them.</summary>
    /// <param name="body">The pair.</param>
    public static SymbolRulesSnapshot Rules(SymbolBody body) => new()
    {
        Symbol = $"{body.BaseAsset}/{body.QuoteAsset}",
        VenueSymbol = body.Symbol,
        Status = body.Status,
        BasePrecision = body.BasePrecision,
        QuotePrecision = body.QuotePrecision,
        Filters = [.. (body.Filters ?? []).Select(filter => new SymbolFilterSnapshot
        {
            Name = filter.TryGetValue("filterType", out var name) ? Text(name) : throw new JsonException("A filter without filterType."),
            Values = filter.Where(item => item.Key != "filterType")
                .ToDictionary(item => item.Key, item => Text(item.Value), StringComparer.Ordinal),
        })],
    };

    /// <summary>The venue's word of a side.</summary>
    /// <param name="side">The side.</param>
    public static string Word(OrderSide side) => side == OrderSide.Buy ? "BUY" : "SELL";

    /// <summary>The venue's word of an order type.</summary>
    /// <param name="type">The type.</param>
    public static string Word(OrderType type) => type switch
    {
        OrderType.Market => "MARKET",
        OrderType.Limit => "LIMIT",
        OrderType.LimitMaker => "LIMIT_MAKER",
        OrderType.StopLoss => "STOP_LOSS",
        OrderType.StopLossLimit => "STOP_LOSS_LIMIT",
        OrderType.TakeProfit => "TAKE_PROFIT",
        OrderType.TakeProfitLimit => "TAKE_PROFIT_LIMIT",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such order type."),
    };

    /// <summary>The venue's word of a time in force. Good-till-date is kept by us, so the venue sees good-till-cancelled.</summary>
    /// <param name="timeInForce">The time in force.</param>
    public static string Word(TimeInForce timeInForce) => timeInForce switch
    {
        TimeInForce.Gtc or TimeInForce.Gtd => "GTC",
        TimeInForce.Ioc => "IOC",
        TimeInForce.Fok => "FOK",
        _ => throw new ArgumentOutOfRangeException(nameof(timeInForce), timeInForce, "No such time in force."),
    };

    private static VenueTrade TradeOf(ExecutionReport report, VenueOrder order) => new()
    {
        Symbol = order.Symbol,
        TradeId = report.TradeId >= 0 ? report.TradeId : throw new JsonException("A trade event without a trade id."),
        VenueOrderId = order.VenueOrderId,
        ClientOrderId = order.ClientOrderId,
        Side = order.Side,
        Price = report.LastPrice,
        Quantity = report.LastQuantity,
        Fee = report.Fee ?? 0m,
        FeeAsset = report.FeeAsset,
        IsMaker = report.IsMaker,
        ExecutedAt = order.ReportedAt,
    };

    private static VenueOrderStatus Status(string word) => word switch
    {
        "NEW" or "PENDING_NEW" or "PENDING_CANCEL" => VenueOrderStatus.Open,
        "PARTIALLY_FILLED" => VenueOrderStatus.PartiallyFilled,
        "FILLED" => VenueOrderStatus.Filled,
        "CANCELED" => VenueOrderStatus.Cancelled,
        "EXPIRED" or "EXPIRED_IN_MATCH" => VenueOrderStatus.Expired,
        "REJECTED" => VenueOrderStatus.Rejected,
        _ => throw new JsonException($"Order status '{word}' is not known."),
    };

    private static OrderSide Side(string word) => word switch
    {
        "BUY" => OrderSide.Buy,
        "SELL" => OrderSide.Sell,
        _ => throw new JsonException($"Order side '{word}' is not known."),
    };

    private static string? Prevented(string status) => status == "EXPIRED_IN_MATCH" ? status : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(JsonElement value)
        => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static DateTimeOffset Time(long milliseconds)
        => milliseconds is >= 0 and <= 253_402_300_799_999
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new JsonException($"Time {milliseconds} is not in milliseconds since 1970.");
}
