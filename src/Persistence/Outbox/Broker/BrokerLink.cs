using System.Net.Security;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Bot3.Messaging.Persistence.Outbox.Broker;

/// <summary>
/// Connection and channel to publish on, opened when needed and opened again after a break, with growing pauses while the broker is away.
/// For one writer at a time.
/// </summary>
internal sealed class BrokerLink(
    OutboxBrokerOptions options, TimeProvider time, ILogger logger, Action<int, string> onBroken) : IAsyncDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PauseFirst = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);
    private volatile ConfirmChannel? _channel;
    private volatile IConnection? _connection;
    private Exception? _lastFailure;
    private TimeSpan _pause = PauseFirst;
    private long _retryAt;

    /// <summary>The channel as it is now; null before the first use.</summary>
    public ConfirmChannel? Current => _channel;

    /// <summary>Whether the last attempt to connect failed so recently that none is made now.</summary>
    public bool IsPausing => Volatile.Read(ref _retryAt) is var at and not 0 && time.GetTimestamp() < at;

    /// <summary>Returns an open channel.</summary>
    /// <exception cref="OutboxBrokenException">The broker cannot be reached, or could not a moment ago.</exception>
    public async ValueTask<ConfirmChannel> GetAsync(CancellationToken cancellationToken)
    {
        if (_channel is { IsOpen: true } open)
            return open;
        if (IsPausing)
            throw new OutboxBrokenException($"the broker at {options} could not be reached a moment ago", _lastFailure);
        try
        {
            await CloseChannelAsync();
            if (_connection is not { IsOpen: true })
                await ConnectAsync(cancellationToken);
            _channel = await ConfirmChannel.OpenAsync(_connection!, onBroken, cancellationToken);
            _pause = PauseFirst;
            Volatile.Write(ref _retryAt, 0);
            return _channel;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            _lastFailure = exception;
            Volatile.Write(ref _retryAt, time.GetTimestamp() + (long)(_pause.TotalSeconds * time.TimestampFrequency));
            Log.BrokerUnreachable(logger, exception, options.ToString(), _pause);
            _pause = _pause * 2 < PauseMax ? _pause * 2 : PauseMax;
            throw new OutboxBrokenException($"the broker at {options} cannot be reached", exception);
        }
    }

    /// <summary>Cuts a connection that does not answer; whatever waits for it fails.</summary>
    public async Task AbortAsync(string reason)
    {
        if (_connection is { } connection)
            await connection.AbortAsync(541, reason, TimeSpan.FromSeconds(1));
    }

    public async ValueTask DisposeAsync()
    {
        await CloseChannelAsync();
        if (_connection is { } connection)
            await connection.DisposeAsync();
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        if (_connection is { } old)
            await old.DisposeAsync();
        _connection = null;
        var factory = new ConnectionFactory
        {
            HostName = options.Host,
            Port = options.Port,
            VirtualHost = options.VirtualHost,
            UserName = options.UserName,
            Password = options.Password,
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedHeartbeat = Heartbeat,
            RequestedConnectionTimeout = ConnectTimeout,
        };
        if (options.Tls)
            factory.Ssl = new SslOption { Enabled = true, ServerName = options.Host, AcceptablePolicyErrors = SslPolicyErrors.None };
        _connection = await factory.CreateConnectionAsync(options.ConnectionName, cancellationToken);
    }

    private async Task CloseChannelAsync()
    {
        if (_channel is not { } old)
            return;
        _channel = null;
        try
        {
            await old.DisposeAsync();
        }
        catch (Exception exception) when (exception is OperationInterruptedException or IOException or ObjectDisposedException)
        {
            // It is of no use any more, however it ends.
            Log.ChannelClosedBadly(logger, exception);
        }
    }
}
