using System.Buffers;
using System.Text.Json;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Signing;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Sessions;

/// <summary>Writes request frames of the WebSocket API into one buffer, which is used again. Not thread-safe.</summary>
internal sealed class BinanceRequestFrame : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _json;

    /// <summary>Makes an empty frame.</summary>
    public BinanceRequestFrame() => _json = new Utf8JsonWriter(_buffer);

    /// <summary>Writes one request; what was written before is gone.</summary>
    /// <param name="id">The request's number.</param>
    /// <param name="method">The method.</param>
    /// <param name="parameters">Its parameters; numbers of the protocol (times, windows) are written as numbers, the rest as texts.</param>
    /// <param name="signature">The signature, if it is signed by itself.</param>
    public ReadOnlyMemory<byte> Write(long id, string method, BinanceParameters? parameters, string? signature)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteNumber("id"u8, id);
        _json.WriteString("method"u8, method);
        if (parameters is not null)
        {
            _json.WriteStartObject("params"u8);
            foreach (var (name, value) in parameters.Items)
            {
                if (name is "timestamp" or "recvWindow")
                {
                    _json.WritePropertyName(name);
                    _json.WriteRawValue(value);
                }
                else
                {
                    _json.WriteString(name, value);
                }
            }

            if (signature is not null)
                _json.WriteString("signature"u8, signature);
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenMemory;
    }

    /// <inheritdoc />
    public void Dispose() => _json.Dispose();
}
