using System.Net.WebSockets;
using Bot3.Messaging.ExchangeSimulator.Streams;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Streams;

public sealed class SlowClientTests
{
    [Fact]
    public void Send_MoreThanTheQueueHolds_CutsTheConnection()
    {
        using var socket = WebSocket.CreateFromStream(new MemoryStream(), new WebSocketCreationOptions { IsServer = true });
        using var connection = new WebSocketConnection(socket, TimeProvider.System, NullLogger.Instance);
        for (var count = 0; count < WebSocketConnection.FramesMax; count++)
            connection.Send("frame");
        Assert.Equal(WebSocketState.Open, socket.State);

        connection.Send("one too many");

        Assert.Equal(WebSocketState.Aborted, socket.State);
    }
}
