using System.Collections.Concurrent;

namespace Bot3.Messaging.ExchangeSimulator.Streams;

/// <summary>All open WebSockets, so that a shutdown can say goodbye to each.</summary>
internal sealed class ConnectionRegistry(TimeProvider time)
{
    private readonly ConcurrentDictionary<IStreamConnection, byte> connections = new();

    /// <summary>Protocol pings as the venue sends them: each 20 s, and a minute's patience for the pong.</summary>
    public static WebSocketAcceptContext KeepAlive { get; } = new()
    {
        KeepAliveInterval = TimeSpan.FromSeconds(20),
        KeepAliveTimeout = TimeSpan.FromMinutes(1),
    };

    public int Count => connections.Count;

    public IDisposable Add(IStreamConnection connection)
    {
        connections.TryAdd(connection, 0);
        return new Registration(this, connection);
    }

    /// <summary>Announces the shutdown to every client: reconnect elsewhere.</summary>
    public Task AnnounceShutdownAsync()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var frame = $$$"""{"event":{"e":"serverShutdown","E":{{{now}}}}}""";
        return Task.WhenAll(connections.Keys.Select(connection => connection.EndAsync(frame)));
    }

    private sealed record Registration(ConnectionRegistry Registry, IStreamConnection Connection) : IDisposable
    {
        public void Dispose() => Registry.connections.TryRemove(Connection, out _);
    }
}
