using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Limits;
using Bot3.Messaging.ExchangeSimulator.Streams;

namespace Bot3.Messaging.ExchangeSimulator.WebSocketApi;

/// <summary>The WebSocket API at <c>/ws-api/v3</c>: the calls of REST in frames, plus sessions and user data (PROTOCOL §3.4).</summary>
internal sealed class WebSocketApiEndpoint(
    ApiCatalog catalog,
    ApiPipeline pipeline,
    Venue venue,
    UserStreamHub streams,
    ConnectionRegistry connections,
    RateLimitOptions limits,
    ILogger<WebSocketApiEndpoint> logger)
{
    public const string Path = "/ws-api/v3";

    private const int ConnectWeight = 2;
    private const int SessionWeight = 2;

    // Calls of one connection that may be under way: a delayed answer must not hold up the next call.
    private const int ConcurrentCallsMax = 64;

    public async Task HandleAsync(HttpContext context, CancellationToken stopping)
    {
        try
        {
            pipeline.EnterConnection();
            pipeline.Charge(ConnectWeight);
        }
        catch (VenueRefusal refusal)
        {
            context.Response.StatusCode = refusal.Status;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync(ConnectionRegistry.KeepAlive);
        using var connection = new WebSocketConnection(socket, venue.Time, logger);
        using var registration = connections.Add(connection);
        using var slots = new SemaphoreSlim(ConcurrentCallsMax);
        var returnRateLimits = context.Request.Query["returnRateLimits"] != "false";
        var session = new ApiSession(venue, streams, connection, returnRateLimits)
        {
            IsInMicroseconds = string.Equals(context.Request.Query["timeUnit"], "MICROSECOND", StringComparison.OrdinalIgnoreCase),
        };
        try
        {
            await connection.RunAsync((text, token) => StartAsync(session, connection, text, slots, token), stopping);
        }
        finally
        {
            session.End();
            // Calls under way hold a slot each; take them all so that none outlives the connection.
            for (var slot = 0; slot < ConcurrentCallsMax; slot++)
                await slots.WaitAsync(CancellationToken.None);
        }
    }

    private async Task StartAsync(
        ApiSession session, WebSocketConnection connection, string text, SemaphoreSlim slots, CancellationToken cancellation)
    {
        await slots.WaitAsync(cancellation);
        _ = AnswerAsync();

        async Task AnswerAsync()
        {
            try
            {
                await HandleFrameAsync(session, connection, text, cancellation);
            }
            catch (OperationCanceledException)
            {
                // The connection ended while the call was under way.
            }
            finally
            {
                slots.Release();
            }
        }
    }

    private async Task HandleFrameAsync(ApiSession session, WebSocketConnection connection, string text, CancellationToken cancellation)
    {
        ApiFrame? frame = null;
        JsonObject answer;
        try
        {
            frame = ApiFrame.Parse(text);
            if (await RunAsync(session, connection, frame, cancellation) is not { } result)
                return;
            answer = result;
        }
        catch (VenueRefusal refusal)
        {
            answer = Refused(frame?.Id, refusal);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Host edge: a defect of the simulator must look like a defect of the venue, and be seen in the log.
            Log.CallFailed(logger, exception, frame?.Method ?? "");
            answer = Refused(frame?.Id, Refusals.UnknownError(500));
        }

        connection.Send((session.IsInMicroseconds ? Microseconds.Of(answer) : answer).ToJsonString());
    }

    private async Task<JsonObject?> RunAsync(
        ApiSession session, WebSocketConnection connection, ApiFrame frame, CancellationToken cancellation)
    {
        var withLimits = frame.Parameters.Text("returnRateLimits") is { } flag ? flag != "false" : session.ReturnRateLimits;
        if (catalog.ByName(frame.Method) is not { } method)
            return RunSessionCall(session, frame, withLimits);
        var credentials = method.IsSigned ? session.Credentials(frame.Parameters) : new Credentials(null, "");
        var answer = await pipeline.RunAsync(method, frame.Parameters, credentials, cancellation);
        switch (answer.Kind)
        {
            case AnswerKind.DropConnection:
                connection.Cut();
                return null;
            case AnswerKind.Silence:
                return null;
            case AnswerKind.Truncated:
                var whole = Succeeded(frame.Id, answer.Result ?? new JsonObject()).ToJsonString();
                connection.Send(whole[..(whole.Length / 2)]);
                return null;
            case AnswerKind.Unreadable:
                connection.Send("<html><body>upstream hiccup</body></html>");
                return null;
        }

        var json = answer.Refusal is { } refusal ? Refused(frame.Id, refusal) : Succeeded(frame.Id, answer.Result!);
        if (withLimits)
            json["rateLimits"] = RateLimitJson.Used(limits, answer.UsedWeight, answer.OrderCounts);
        return json;
    }

    private JsonObject RunSessionCall(ApiSession session, ApiFrame frame, bool withLimits)
    {
        var used = pipeline.Charge(SessionWeight);
        var result = session.TryHandle(frame.Method, frame.Parameters) ?? throw Refusals.UnsupportedOperation();
        var json = Succeeded(frame.Id, result);
        if (withLimits)
            json["rateLimits"] = RateLimitJson.Used(limits, used, null);
        return json;
    }

    private static JsonObject Succeeded(JsonNode? id, JsonNode result) =>
        new() { ["id"] = id?.DeepClone(), ["status"] = 200, ["result"] = result };

    private static JsonObject Refused(JsonNode? id, VenueRefusal refusal)
    {
        var error = refusal.ToJson();
        if (refusal is { RetryAt: { } retryAt, Details: null })
            error["data"] = new JsonObject { ["retryAfter"] = retryAt.ToUnixTimeMilliseconds() };
        return new JsonObject { ["id"] = id?.DeepClone(), ["status"] = refusal.Status, ["error"] = error };
    }
}
