using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bot3.Messaging.ExchangeSimulator.Streams;

/// <summary>One market data connection: which streams it has, raw or combined, in milliseconds or microseconds.</summary>
internal sealed class MarketStreamSession(
    MarketStreamHub hub, Api.Venue venue, IStreamConnection connection, bool startsCombined, TimeProvider time, bool isInMicroseconds = false)
{
    private const int StreamsMax = 1_024;
    private const int MessagesPerSecond = 5;

    private const string UnknownMethod =
        "expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY` at line 1 column 28";

    private readonly SortedSet<string> streams = new(StringComparer.Ordinal);
    private readonly Limits.FixedWindow messages = new(TimeSpan.FromSeconds(1));
    private volatile bool isCombined = startsCombined;

    public bool IsInMicroseconds { get; } = isInMicroseconds;

    public void Push(string stream, string payload) =>
        connection.Send(isCombined ? $$"""{"stream":"{{stream}}","data":{{payload}}}""" : payload);

    public void Subscribe(IEnumerable<string> names)
    {
        lock (venue.Gate)
        {
            foreach (var name in names.Where(name => streams.Count < StreamsMax && streams.Add(name)))
                hub.Subscribe(name, this, venue.Markets);
        }
    }

    /// <summary>Handles one message of the client; too many in a second end the connection.</summary>
    public void Handle(string text)
    {
        var now = time.GetUtcNow();
        messages.Add(1, now);
        if (messages.Count(now) > MessagesPerSecond)
        {
            connection.Cut();
            return;
        }

        try
        {
            Handle(JsonNode.Parse(text) as JsonObject ?? []);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            Refuse(exception is JsonException ? 3 : 2, exception is JsonException
                ? "Invalid JSON: expected value at line 1 column 1"
                : "Invalid request: invalid type");
        }
    }

    public void End() => Unsubscribe([.. streams]);

    private void Handle(JsonObject message)
    {
        var id = message["id"]?.DeepClone();
        var parameters = message["params"] as JsonArray ?? [];
        switch ((string?)message["method"])
        {
            case "SUBSCRIBE":
                List<string> names = [.. parameters.Select(name => name!.GetValue<string>())];
                if (streams.Union(names).Count() > StreamsMax)
                {
                    Refuse(2, "Invalid request: too many parameters");
                    break;
                }

                Subscribe(names);
                Answer(null, id);
                break;
            case "UNSUBSCRIBE":
                Unsubscribe([.. parameters.Select(name => name!.GetValue<string>())]);
                Answer(null, id);
                break;
            case "LIST_SUBSCRIPTIONS":
                Answer(new JsonArray([.. streams.Select(JsonNode (stream) => stream!)]), id);
                break;
            case "GET_PROPERTY" or "SET_PROPERTY":
                HandleProperty((string)message["method"]! == "SET_PROPERTY", parameters, id);
                break;
            case null:
                Refuse(2, $"Invalid request: missing field `method` at line 1 column {message.ToJsonString().Length}");
                break;
            case var other:
                Refuse(2, $"Invalid request: unknown variant {other}, {UnknownMethod}");
                break;
        }
    }

    private void HandleProperty(bool isSet, JsonArray parameters, JsonNode? id)
    {
        if (parameters.Count == 0 || parameters[0]?.GetValueKind() != JsonValueKind.String)
        {
            Refuse(2, "Invalid request: property name must be a string");
        }
        else if ((string)parameters[0]! != "combined")
        {
            connection.Send(new JsonObject { ["code"] = 0, ["msg"] = "Unknown property", ["id"] = id }.ToJsonString());
        }
        else if (!isSet)
        {
            Answer(isCombined, id);
        }
        else if (parameters.Count < 2 || parameters[1]?.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
        {
            Refuse(1, "Invalid value type: expected Boolean");
        }
        else
        {
            isCombined = (bool)parameters[1]!;
            Answer(null, id);
        }
    }

    private void Unsubscribe(IEnumerable<string> names)
    {
        foreach (var name in names.Where(streams.Remove))
            hub.Unsubscribe(name, this);
    }

    private void Answer(JsonNode? result, JsonNode? id) =>
        connection.Send(new JsonObject { ["result"] = result, ["id"] = id }.ToJsonString());

    private void Refuse(int code, string message) =>
        connection.Send(new JsonObject { ["code"] = code, ["msg"] = message }.ToJsonString());
}
