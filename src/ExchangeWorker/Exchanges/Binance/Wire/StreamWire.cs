using System.Text.Json.Serialization;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Wire;

/// <summary>A refusal over the WebSocket API.</summary>
internal sealed record FrameErrorBody(
    [property: JsonPropertyName("code")] int Code,
    [property: JsonPropertyName("msg")] string? Message,
    [property: JsonPropertyName("data")] FrameErrorData? Data);

/// <summary>Details of a refusal; <c>retryAfter</c> is a time, milliseconds since 1970.</summary>
internal sealed record FrameErrorData([property: JsonPropertyName("retryAfter")] long? RetryAfter);

/// <summary>The name of an event.</summary>
internal sealed record EventHeader([property: JsonRequired, JsonPropertyName("e")] string Name);

/// <summary>An order's event. Names differ by case only.</summary>
internal sealed record ExecutionReport
{
    [JsonRequired, JsonPropertyName("s")] public string Symbol { get; init; } = "";

    [JsonRequired, JsonPropertyName("c")] public string ClientId { get; init; } = "";

    [JsonPropertyName("C")] public string? OriginalClientId { get; init; }

    [JsonRequired, JsonPropertyName("S")] public string Side { get; init; } = "";

    [JsonRequired, JsonPropertyName("q")] public decimal Quantity { get; init; }

    [JsonRequired, JsonPropertyName("x")] public string Execution { get; init; } = "";

    [JsonRequired, JsonPropertyName("X")] public string Status { get; init; } = "";

    [JsonPropertyName("r")] public string? RejectReason { get; init; }

    [JsonPropertyName("eR")] public string? ExpiryReason { get; init; }

    [JsonRequired, JsonPropertyName("i")] public long OrderId { get; init; }

    [JsonRequired, JsonPropertyName("l")] public decimal LastQuantity { get; init; }

    [JsonRequired, JsonPropertyName("z")] public decimal Executed { get; init; }

    [JsonRequired, JsonPropertyName("L")] public decimal LastPrice { get; init; }

    [JsonPropertyName("n")] public decimal? Fee { get; init; }

    [JsonPropertyName("N")] public string? FeeAsset { get; init; }

    [JsonRequired, JsonPropertyName("T")] public long Time { get; init; }

    [JsonPropertyName("t")] public long TradeId { get; init; } = -1;

    /// <summary>Rises with every event of an order; the same on every connection.</summary>
    [JsonPropertyName("I")] public long? ExecutionId { get; init; }

    [JsonPropertyName("m")] public bool IsMaker { get; init; }
}

/// <summary>The balances touched by something, as absolute values.</summary>
internal sealed record AccountPosition([property: JsonRequired, JsonPropertyName("B")] IReadOnlyList<PositionBalance> Balances);

/// <summary>One of those balances.</summary>
internal sealed record PositionBalance(
    [property: JsonRequired, JsonPropertyName("a")] string Asset,
    [property: JsonRequired, JsonPropertyName("f")] decimal Free,
    [property: JsonRequired, JsonPropertyName("l")] decimal Locked);
