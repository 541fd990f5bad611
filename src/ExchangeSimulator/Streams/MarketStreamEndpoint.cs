namespace Bot3.Messaging.ExchangeSimulator.Streams;

/// <summary>
/// Market data at <c>/ws</c> (raw) and <c>/stream</c> (combined). A last path segment that is no stream is accepted: real clients send
/// some.
/// </summary>
internal sealed class MarketStreamEndpoint(
    MarketStreamHub hub, Api.Venue venue, Api.ApiPipeline pipeline, ConnectionRegistry connections, TimeProvider time,
    ILogger<MarketStreamEndpoint> logger)
{
    private const string RawPath = "/ws";
    private const string CombinedPath = "/stream";

    public static bool Serves(string path) =>
        path is RawPath or CombinedPath || path.StartsWith(RawPath + "/", StringComparison.Ordinal);

    public async Task HandleAsync(HttpContext context, CancellationToken stopping)
    {
        try
        {
            pipeline.EnterConnection();
        }
        catch (Api.VenueRefusal refusal)
        {
            context.Response.StatusCode = refusal.Status;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync(ConnectionRegistry.KeepAlive);
        using var connection = new WebSocketConnection(socket, time, logger);
        using var registration = connections.Add(connection);
        var path = context.Request.Path.Value!;
        var unit = context.Request.Query["timeUnit"].ToString();
        var isInMicroseconds = string.Equals(unit, "MICROSECOND", StringComparison.OrdinalIgnoreCase);
        var session = new MarketStreamSession(hub, venue, connection, path == CombinedPath, time, isInMicroseconds);
        session.Subscribe(Named(context, path));
        try
        {
            await connection.RunAsync(
                (text, _) =>
                {
                    session.Handle(text);
                    return Task.CompletedTask;
                },
                stopping);
        }
        finally
        {
            session.End();
        }
    }

    private static string[] Named(HttpContext context, string path)
    {
        var names = path == CombinedPath ? context.Request.Query["streams"].ToString() : path[RawPath.Length..];
        return [.. names.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(name => name.Contains('@', StringComparison.Ordinal))];
    }
}
