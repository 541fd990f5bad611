using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bot3.Messaging.ExchangeSimulator.Streams;

/// <summary>One market data connection: which streams it has, raw or combined.</summary>
internal sealed class MarketStreamSession(MarketStreamHub hub, IStreamConnection connection, bool isCombined)
{
    private const int StreamsMax = 1_024;

    private readonly SortedSet<string> streams = new(StringComparer.Ordinal);

    public void Push(string stream, string payload) =>
        connection.Send(isCombined ? $$"""{"stream":"{{stream}}","data":{{payload}}}""" : payload);

    public void Subscribe(IEnumerable<string> names)
    {
        foreach (var name in names.Where(name => streams.Count < StreamsMax && streams.Add(name)))
            hub.Subscribe(name, this);
    }

    /// <summary>Handles a SUBSCRIBE, UNSUBSCRIBE or LIST_SUBSCRIPTIONS message.</summary>
    public void Handle(string text)
    {
        try
        {
            var message = JsonNode.Parse(text)?.AsObject();
            var id = message?["id"]?.DeepClone();
            var names = message?["params"]?.AsArray().Select(name => name!.GetValue<string>()).ToList() ?? [];
            switch ((string?)message?["method"])
            {
                case "SUBSCRIBE":
                    Subscribe(names);
                    Answer(null, id);
                    break;
                case "UNSUBSCRIBE":
                    Unsubscribe(names);
                    Answer(null, id);
                    break;
                case "LIST_SUBSCRIPTIONS":
                    Answer(new JsonArray([.. streams.Select(JsonNode (stream) => stream!)]), id);
                    break;
                default:
                    Refuse("Invalid request: method must be SUBSCRIBE, UNSUBSCRIBE or LIST_SUBSCRIPTIONS");
                    break;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            Refuse("Invalid JSON: " + exception.GetType().Name);
        }
    }

    public void End() => Unsubscribe([.. streams]);

    private void Unsubscribe(IEnumerable<string> names)
    {
        foreach (var name in names.Where(streams.Remove))
            hub.Unsubscribe(name, this);
    }

    private void Answer(JsonNode? result, JsonNode? id) =>
        connection.Send(new JsonObject { ["result"] = result, ["id"] = id }.ToJsonString());

    private void Refuse(string message) =>
        connection.Send(new JsonObject { ["code"] = 2, ["msg"] = message }.ToJsonString());
}
