using System.Text.Json.Serialization;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Wire;

/// <summary>Generated readers. Case-sensitive: in events <c>c</c> and <c>C</c> are different fields. Amounts are decimal strings.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString, PropertyNameCaseInsensitive = false)]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(TimeBody))]
[JsonSerializable(typeof(ExchangeInfoBody))]
[JsonSerializable(typeof(BookTickerBody))]
[JsonSerializable(typeof(IReadOnlyList<BookTickerBody>))]
[JsonSerializable(typeof(PriceBody))]
[JsonSerializable(typeof(IReadOnlyList<PriceBody>))]
[JsonSerializable(typeof(OrderBody))]
[JsonSerializable(typeof(IReadOnlyList<OrderBody>))]
[JsonSerializable(typeof(IReadOnlyList<TradeBody>))]
[JsonSerializable(typeof(AccountBody))]
[JsonSerializable(typeof(FrameErrorBody))]
[JsonSerializable(typeof(IReadOnlyList<RateLimitBody>))]
[JsonSerializable(typeof(EventHeader))]
[JsonSerializable(typeof(ExecutionReport))]
[JsonSerializable(typeof(AccountPosition))]
internal sealed partial class BinanceJson : JsonSerializerContext;
