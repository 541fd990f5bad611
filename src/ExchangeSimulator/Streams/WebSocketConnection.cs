using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace Bot3.Messaging.ExchangeSimulator.Streams;

/// <summary>One WebSocket: a bounded queue of outgoing frames, one writer, one reader.</summary>
internal sealed class WebSocketConnection(WebSocket socket, TimeProvider time, ILogger logger) : IStreamConnection, IDisposable
{
    /// <summary>Frames that may wait for a slow client.</summary>
    public const int FramesMax = 4_096;

    private const int MessageMax = 64 * 1024;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Channel<string> outgoing = Channel.CreateBounded<string>(
        new BoundedChannelOptions(FramesMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    // The venue closes every connection after a day.
    private readonly CancellationTokenSource end = new(Lifetime, time);

    private volatile bool isEnding;

    public void Send(string frame)
    {
        if (outgoing.Writer.TryWrite(frame) || socket.State != WebSocketState.Open)
            return;
        Log.SlowClientCut(logger, FramesMax);
        Cut();
    }

    public void Cut()
    {
        outgoing.Writer.TryComplete();
        socket.Abort();
    }

    public async Task EndAsync(string lastFrame)
    {
        isEnding = true;
        outgoing.Writer.TryWrite(lastFrame);
        outgoing.Writer.TryComplete();
        try
        {
            await finished.Task.WaitAsync(DrainPatience, time);
        }
        catch (TimeoutException)
        {
            socket.Abort();
        }
    }

    /// <summary>Serves the connection until either side ends it.</summary>
    /// <param name="handle">Handles one incoming text message.</param>
    /// <param name="cancellation">Ends the connection.</param>
    public async Task RunAsync(Func<string, CancellationToken, Task> handle, CancellationToken cancellation)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, end.Token);
        var writer = WriteAsync(linked.Token);
        try
        {
            while (await ReadAsync(linked.Token) is { } message)
                await handle(message, linked.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            // The client went away, or the connection was cut on purpose: both end it.
        }
        finally
        {
            outgoing.Writer.TryComplete();
            await linked.CancelAsync();
            await writer;
            finished.TrySetResult();
        }
    }

    public void Dispose() => end.Dispose();

    private async Task WriteAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (var frame in outgoing.Reader.ReadAllAsync(cancellation))
                await socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, cancellation);
            if (isEnding)
                await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, null, cancellation);
        }
        catch (Exception exception) when (
            exception is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // As above: the reader ends too, and the connection with it.
            socket.Abort();
        }
    }

    private async Task<string?> ReadAsync(CancellationToken cancellation)
    {
        var buffer = new byte[4096];
        using var message = new MemoryStream();
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, cancellation);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellation);
                return null;
            }

            if (message.Length + part.Count > MessageMax)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.MessageTooBig, "Message too big", cancellation);
                return null;
            }

            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length);
        }
    }
}
