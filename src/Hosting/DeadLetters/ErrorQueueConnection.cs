using System.Net.Security;
using Bot3.Messaging.Hosting.Transport;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Bot3.Messaging.Hosting.DeadLetters;

/// <summary>A connection of the collector's own: opened when needed, dropped after a fault, never recovered in place.</summary>
internal sealed class ErrorQueueConnection : IAsyncDisposable
{
    private const ushort NotFound = 404;

    private readonly ConnectionFactory _factory;
    private IConnection? _connection;
    private IChannel? _channel;

    public ErrorQueueConnection(BusOptions options) => _factory = new ConnectionFactory
    {
        HostName = options.Host,
        Port = options.Port,
        VirtualHost = options.VirtualHost,
        UserName = options.UserName,
        Password = options.Password.IsEmpty ? options.UserName : options.Password.Reveal(),
        ClientProvidedName = "bot3 dead-letter collector",
        AutomaticRecoveryEnabled = false,
        Ssl = new SslOption { Enabled = options.Tls, ServerName = options.Host, AcceptablePolicyErrors = SslPolicyErrors.None },
    };

    /// <summary>Opens a channel to a queue that exists; nothing is declared, for that is its owner's affair.</summary>
    /// <returns>The channel, good until the next call, <see langword="null"/> when nothing waits; and whether there is such a queue.</returns>
    public async Task<(IChannel? Channel, bool Exists)> OpenAsync(string queue, CancellationToken cancellationToken)
    {
        if (_connection is not { IsOpen: true })
        {
            await DropAsync().ConfigureAwait(false);
            _connection = await _factory.CreateConnectionAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_channel is not { IsOpen: true })
        {
            _channel = await _connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        try
        {
            var found = await _channel.QueueDeclarePassiveAsync(queue, cancellationToken).ConfigureAwait(false);
            return (found.MessageCount > 0 ? _channel : null, true);
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == NotFound)
        {
            // The broker has closed the channel; the next call opens another one.
            _channel = null;
            return (null, false);
        }
    }

    /// <summary>Lets go of the connection; what was not acknowledged is in its queue again.</summary>
    public async Task DropAsync()
    {
        var connection = _connection;
        _channel = null;
        _connection = null;
        if (connection is not null)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync() => await DropAsync().ConfigureAwait(false);
}
