using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Wire;

/// <summary>A refusal's body.</summary>
internal sealed record ErrorBody([property: JsonPropertyName("code")] int? Code, [property: JsonPropertyName("msg")] string? Message);

/// <summary>The venue's time, milliseconds since 1970.</summary>
internal sealed record TimeBody([property: JsonRequired, JsonPropertyName("serverTime")] long ServerTime);

/// <summary>The answer of <c>exchangeInfo</c>.</summary>
internal sealed record ExchangeInfoBody(
    [property: JsonRequired, JsonPropertyName("symbols")] IReadOnlyList<SymbolBody> Symbols,
    [property: JsonPropertyName("rateLimits")] IReadOnlyList<RateLimitBody>? RateLimits);

/// <summary>
/// A limit, as <c>exchangeInfo</c> and the answers of the WebSocket API tell it. What is not known by its words is not counted.
/// </summary>
internal sealed record RateLimitBody(
    [property: JsonPropertyName("rateLimitType")] string? Type,
    [property: JsonPropertyName("interval")] string? Interval,
    [property: JsonPropertyName("intervalNum")] int? IntervalNumber,
    [property: JsonPropertyName("limit")] long? Limit,
    [property: JsonPropertyName("count")] long? Count);

/// <summary>One pair in <c>exchangeInfo</c>.</summary>
internal sealed record SymbolBody(
    [property: JsonRequired, JsonPropertyName("symbol")] string Symbol,
    [property: JsonRequired, JsonPropertyName("status")] string Status,
    [property: JsonRequired, JsonPropertyName("baseAsset")] string BaseAsset,
    [property: JsonRequired, JsonPropertyName("quoteAsset")] string QuoteAsset,
    [property: JsonRequired, JsonPropertyName("baseAssetPrecision")] int BasePrecision,
    [property: JsonRequired, JsonPropertyName("quoteAssetPrecision")] int QuotePrecision,
    [property: JsonPropertyName("filters")] IReadOnlyList<Dictionary<string, JsonElement>>? Filters);

/// <summary>Best bid and ask.</summary>
internal sealed record BookTickerBody(
    [property: JsonRequired, JsonPropertyName("symbol")] string Symbol,
    [property: JsonPropertyName("bidPrice")] decimal? Bid,
    [property: JsonPropertyName("askPrice")] decimal? Ask);

/// <summary>Last price.</summary>
internal sealed record PriceBody(
    [property: JsonRequired, JsonPropertyName("symbol")] string Symbol,
    [property: JsonPropertyName("price")] decimal? Price);

/// <summary>An order in any REST answer: placed, cancelled or asked for. Which times and ids are there depends on the call.</summary>
internal sealed record OrderBody
{
    [JsonRequired, JsonPropertyName("symbol")] public string Symbol { get; init; } = "";

    [JsonRequired, JsonPropertyName("orderId")] public long OrderId { get; init; }

    [JsonRequired, JsonPropertyName("clientOrderId")] public string ClientOrderId { get; init; } = "";

    [JsonPropertyName("origClientOrderId")] public string? OrigClientOrderId { get; init; }

    [JsonRequired, JsonPropertyName("side")] public string Side { get; init; } = "";

    [JsonRequired, JsonPropertyName("status")] public string Status { get; init; } = "";

    [JsonRequired, JsonPropertyName("origQty")] public decimal Quantity { get; init; }

    [JsonRequired, JsonPropertyName("executedQty")] public decimal Executed { get; init; }

    [JsonPropertyName("transactTime")] public long? TransactTime { get; init; }

    [JsonPropertyName("updateTime")] public long? UpdateTime { get; init; }

    [JsonPropertyName("time")] public long? CreatedTime { get; init; }

    [JsonPropertyName("expiryReason")] public string? ExpiryReason { get; init; }

    [JsonPropertyName("fills")] public IReadOnlyList<FillBody>? Fills { get; init; }
}

/// <summary>A fill in a placement's answer.</summary>
internal sealed record FillBody(
    [property: JsonRequired, JsonPropertyName("price")] decimal Price,
    [property: JsonRequired, JsonPropertyName("qty")] decimal Quantity,
    [property: JsonRequired, JsonPropertyName("commission")] decimal Fee,
    [property: JsonPropertyName("commissionAsset")] string? FeeAsset,
    [property: JsonRequired, JsonPropertyName("tradeId")] long TradeId);

/// <summary>A trade of <c>myTrades</c>.</summary>
internal sealed record TradeBody(
    [property: JsonRequired, JsonPropertyName("symbol")] string Symbol,
    [property: JsonRequired, JsonPropertyName("id")] long Id,
    [property: JsonRequired, JsonPropertyName("orderId")] long OrderId,
    [property: JsonRequired, JsonPropertyName("price")] decimal Price,
    [property: JsonRequired, JsonPropertyName("qty")] decimal Quantity,
    [property: JsonRequired, JsonPropertyName("commission")] decimal Fee,
    [property: JsonPropertyName("commissionAsset")] string? FeeAsset,
    [property: JsonRequired, JsonPropertyName("time")] long Time,
    [property: JsonRequired, JsonPropertyName("isBuyer")] bool IsBuyer,
    [property: JsonRequired, JsonPropertyName("isMaker")] bool IsMaker);

/// <summary>The answer of <c>account</c>.</summary>
internal sealed record AccountBody([property: JsonRequired, JsonPropertyName("balances")] IReadOnlyList<BalanceBody> Balances);

/// <summary>A balance in <c>account</c>.</summary>
internal sealed record BalanceBody(
    [property: JsonRequired, JsonPropertyName("asset")] string Asset,
    [property: JsonRequired, JsonPropertyName("free")] decimal Free,
    [property: JsonRequired, JsonPropertyName("locked")] decimal Locked);
