using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Kit;

/// <summary>A WebSocket client that keeps events and answers apart, in the order in which they came.</summary>
internal sealed class WebSocketClient : IDisposable
{
    private readonly ClientWebSocket socket = new();
    private int nextId;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Frames that came while waiting for others.</summary>
    public List<JsonNode> Events { get; } = [];

    public static async Task<WebSocketClient> ConnectAsync(Uri address, string path = "ws-api/v3")
    {
        var client = new WebSocketClient();
        var uri = new UriBuilder(new Uri(address, path)) { Scheme = "ws" }.Uri;
        await client.socket.ConnectAsync(uri, Token);
        return client;
    }

    public static JsonObject Signed(JsonObject parameters, string key = "test-key", string secret = "test-secret")
    {
        parameters["apiKey"] = key;
        parameters["timestamp"] = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var text = string.Join('&', parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .Select(parameter => $"{parameter.Key}={parameter.Value}"));
        parameters["signature"] = RestClient.Sign(text, secret);
        return parameters;
    }

    public Task SendAsync(string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Token);

    public Task<JsonNode> CallAsync(string method, JsonObject? parameters = null) => CallAsync(++nextId, method, parameters);

    public async Task<JsonNode> CallAsync(JsonNode id, string method, JsonObject? parameters)
    {
        await SendAsync(new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters }.ToJsonString());
        return await AnswerAsync();
    }

    public Task<JsonNode> SubscribeAsync() => CallAsync("userDataStream.subscribe.signature", Signed([]));

    /// <summary>The next frame that answers a call; events that come first are kept.</summary>
    public async Task<JsonNode> AnswerAsync()
    {
        while (true)
        {
            var frame = await ReceiveAsync();
            if (frame["event"] is null)
                return frame;
            Events.Add(frame);
        }
    }

    /// <summary>The next event that a condition holds for; others are dropped.</summary>
    public async Task<JsonObject> EventAsync(Func<JsonObject, bool> condition)
    {
        while (true)
        {
            JsonNode frame;
            if (Events.Count > 0)
            {
                frame = Events[0];
                Events.RemoveAt(0);
            }
            else
            {
                frame = await ReceiveAsync();
            }

            if (frame["event"] is JsonObject found && condition(found))
                return found;
        }
    }

    public async Task<JsonNode> ReceiveAsync()
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), Token);
            if (part.MessageType == WebSocketMessageType.Close)
                throw new WebSocketException("closed by the server");
            length += part.Count;
            if (part.EndOfMessage)
                return JsonNode.Parse(buffer.AsSpan(0, length))!;
        }
    }

    public void Dispose() => socket.Dispose();
}
