using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Sessions;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Wire;

namespace Bot3.Messaging.ExchangeWorker.Tests.Binance.Conformance;

/// <summary>
/// Reads whatever the venue may send with the connector's own wire types, by call, and maps it as the connector does. Messages of calls
/// that the connector does not make need only be JSON.
/// </summary>
internal static class Conformance
{
    private const string Pair = "BASE/QUOTE";

    /// <summary>The order objects in answers of calls that hold several, by the path of their fields.</summary>
    private static readonly string[] OrderParts = ["amendedOrder", "orderReports", "cancelResponse", "newOrderResponse", "data"];

    /// <summary>Reads one message; returns the names of the wire types that took part.</summary>
    /// <exception cref="JsonException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">A field that we use was lost.</exception>
    public static IReadOnlyList<string> Read(RecordedMessage message)
    {
        using var json = JsonDocument.Parse(message.Bytes);
        var root = json.RootElement;
        var read = new List<string>();
        if (message.Call.Contains(" /", StringComparison.Ordinal))
            Rest(message.Call, root, read);
        else
            Frame(message, root, read);
        return read;
    }

    private static void Rest(string call, JsonElement root, List<string> read)
    {
        if (IsError(root))
            Error(WireReading.Read(root, BinanceJson.Default.ErrorBody), read);
        else
            Answer(call, root, read);
    }

    private static void Frame(RecordedMessage message, JsonElement root, List<string> read)
    {
        var frame = BinanceFrame.Read(message.Bytes);
        read.Add(nameof(BinanceFrame));
        Assert.Equal(Has(root, "status") ? root.GetProperty("status").GetInt32() : 0, frame.Status);
        if (!frame.RateLimits.IsEmpty)
            Part(frame.RateLimits, BinanceJson.Default.IReadOnlyListRateLimitBody);
        if (!frame.Error.IsEmpty)
        {
            var error = Part(frame.Error, BinanceJson.Default.FrameErrorBody);
            Error(new ErrorBody(error.Code, error.Message), read);
        }
        else if (!frame.Event.IsEmpty)
        {
            using var body = JsonDocument.Parse(frame.Event);
            Event(body.RootElement, read);
        }
        else if (!frame.Result.IsEmpty)
        {
            using var body = JsonDocument.Parse(frame.Result);
            Answer(message.Call, body.RootElement, read);
        }
        else if (root.TryGetProperty("data", out var data) && root.TryGetProperty("stream", out _))
        {
            Event(data, read);
        }
    }

    private static T Part<T>(ReadOnlyMemory<byte> part, JsonTypeInfo<T> type)
        where T : class
    {
        using var json = JsonDocument.Parse(part);
        return WireReading.Read(json.RootElement, type);
    }

    private static void Event(JsonElement body, List<string> read)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("e", out var name))
            return;
        switch (name.GetString())
        {
            case "executionReport":
                BinanceMapping.Report(Take(body, BinanceJson.Default.ExecutionReport, read), Pair);
                break;
            case "outboundAccountPosition":
                Assert.NotEmpty(Take(body, BinanceJson.Default.AccountPosition, read).Balances);
                break;
            default:
                Take(body, BinanceJson.Default.EventHeader, read);
                break;
        }
    }

    /// <summary>The calls that the connector makes, REST and WebSocket API alike.</summary>
    private static void Answer(string call, JsonElement body, List<string> read)
    {
        switch (call)
        {
            case "GET /api/v3/time" or "time":
                Take(body, BinanceJson.Default.TimeBody, read);
                break;
            case "GET /api/v3/exchangeInfo" or "exchangeInfo":
                foreach (var symbol in Take(body, BinanceJson.Default.ExchangeInfoBody, read).Symbols)
                    BinanceMapping.Rules(symbol);
                break;
            case "GET /api/v3/ticker/price" or "ticker.price":
                EachOf(body, item => Take(item, BinanceJson.Default.PriceBody, read));
                break;
            case "GET /api/v3/ticker/bookTicker" or "ticker.book":
                EachOf(body, item => Take(item, BinanceJson.Default.BookTickerBody, read));
                break;
            case "GET /api/v3/account" or "account.status":
                Take(body, BinanceJson.Default.AccountBody, read);
                break;
            case "GET /api/v3/myTrades" or "myTrades":
                EachOf(body, item => BinanceMapping.Trade(Take(item, BinanceJson.Default.TradeBody, read), Pair));
                break;
            case "POST /api/v3/order" or "DELETE /api/v3/order" or "GET /api/v3/order" or "GET /api/v3/openOrders"
                or "order.place" or "order.cancel" or "order.status" or "openOrders.status":
                EachOf(body, item => Order(item, read));
                break;
            default:
                Orders(body, read);
                break;
        }
    }

    /// <summary>
    /// Reads every order in the answer of a call that the connector does not make, at the top and in the known parts, as it would read it.
    /// </summary>
    private static void Orders(JsonElement body, List<string> read) => EachOf(body, item =>
    {
        if (item.ValueKind != JsonValueKind.Object)
            return;
        if (IsOrder(item))
            Order(item, read);
        foreach (var part in OrderParts)
        {
            if (item.TryGetProperty(part, out var inner))
                Orders(inner, read);
        }
    });

    private static void Order(JsonElement item, List<string> read)
    {
        if (IsAcknowledgement(item))
            return;
        var body = Take(item, BinanceJson.Default.OrderBody, read);
        var order = BinanceMapping.Order(body, Pair);
        Assert.Equal(body.Fills?.Count ?? 0, BinanceMapping.Fills(body, order).Count);
    }

    /// <summary>An order that tells its state, and not only that it was taken (ACK) or that it belongs to a list.</summary>
    private static bool IsOrder(JsonElement item)
        => Has(item, "orderId") && (Has(item, "origQty") || Has(item, "executedQty") || Has(item, "side"));

    /// <summary>An answer of type ACK, which the connector never asks for.</summary>
    private static bool IsAcknowledgement(JsonElement item)
        => Has(item, "orderId") && Has(item, "transactTime") && !Has(item, "status") && !Has(item, "side") && !Has(item, "origQty");

    private static bool IsError(JsonElement root) => Has(root, "code") && Has(root, "msg");

    private static void Error(ErrorBody error, List<string> read)
    {
        var outcome = BinanceOutcomes.Classify(new BinanceReply { Status = 400, Code = error.Code, Text = error.Message ?? "" });
        Assert.NotEqual(BinanceOutcome.Done, outcome);
        read.Add(nameof(ErrorBody));
    }

    private static void EachOf(JsonElement body, Action<JsonElement> take)
    {
        if (body.ValueKind != JsonValueKind.Array)
        {
            take(body);
            return;
        }

        foreach (var item in body.EnumerateArray())
            take(item);
    }

    private static T Take<T>(JsonElement item, JsonTypeInfo<T> type, List<string> read)
        where T : class
    {
        var value = WireReading.Read(item, type);
        read.Add(typeof(T).Name);
        return value;
    }

    private static bool Has(JsonElement item, string name) => item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out _);
}
