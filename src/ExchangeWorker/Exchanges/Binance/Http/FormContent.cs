using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;

/// <summary>
/// A form body that knows whether it began to leave. Orders go in a body for two reasons: a request cannot reach the engine before its body
/// does, so "not begun" proves that nothing was sent; and the HTTP stack re-sends a request by itself on a stale connection only while no
/// body was sent, which for an order would be a second order.
/// </summary>
internal sealed class FormContent : HttpContent
{
    private readonly byte[] _bytes;
    private int _begun;

    /// <summary>Holds an encoded form.</summary>
    /// <param name="form">Percent-encoded names and values.</param>
    public FormContent(string form)
    {
        _bytes = Encoding.UTF8.GetBytes(form);
        Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
    }

    /// <summary>Whether any of it may have left.</summary>
    public bool Begun => Volatile.Read(ref _begun) != 0;

    /// <inheritdoc />
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc />
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // A second begin would be a re-send of an order.
        if (Interlocked.Exchange(ref _begun, 1) != 0)
            throw new InvalidOperationException("A request with an order must not be sent twice.");
        await stream.WriteAsync(_bytes, cancellationToken);
    }

    /// <inheritdoc />
    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}
