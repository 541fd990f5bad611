using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.LocalServices;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Bot3.Messaging.Bot3.Commands.Chaos;

/// <summary>
/// Publishes as a careful strategy does: raw JSON, confirmed by the broker, again with the same body after any doubt. Survives the broker's
/// death; the order id makes a repetition harmless.
/// </summary>
internal sealed class ChaosPublisher(Uri broker, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan ConfirmWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(3);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private IConnection? _connection;
    private IChannel? _channel;
    private long _repeated;

    /// <summary>How many publications were made again because the first was not confirmed.</summary>
    public long Repeated => Interlocked.Read(ref _repeated);

    /// <summary>Publishes until the broker confirms.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="message">The body.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LocalServiceException">The broker did not confirm within three minutes.</exception>
    public async Task PublishAsync<T>(string exchange, T message, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message, JsonOutput.Options);
        var started = time.GetTimestamp();
        while (true)
        {
            if (await TryPublishAsync(exchange, body, cancellationToken) is not { } failure)
                return;
            if (time.GetElapsedTime(started) > GiveUpAfter)
                throw new LocalServiceException($"the broker did not confirm a message for {exchange} within {GiveUpAfter}: {failure}");
            Interlocked.Increment(ref _repeated);
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _gate.Dispose();
    }

    private async Task<string?> TryPublishAsync(string exchange, byte[] body, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConfirmWait);
        try
        {
            var channel = await OpenAsync(limit.Token);
            var properties = new BasicProperties
            {
                ContentType = "application/json",
                DeliveryMode = DeliveryModes.Persistent,
                MessageId = Guid.NewGuid().ToString("D", CultureInfo.InvariantCulture),
            };
            await channel.BasicPublishAsync(exchange, "", mandatory: true, properties, body, limit.Token);
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception
            is RabbitMQClientException or IOException or SocketException or OperationCanceledException or ObjectDisposedException or TimeoutException)
        {
            // Whether it arrived is unknown; the caller publishes it again on a new connection.
            await CloseAsync();
            return exception.Message;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<IChannel> OpenAsync(CancellationToken cancellationToken)
    {
        if (_channel is { IsOpen: true } channel)
            return channel;
        await CloseAsync();
        var factory = new ConnectionFactory
        {
            Uri = broker,
            AutomaticRecoveryEnabled = false,
            ClientProvidedName = "bot3 chaos",
            RequestedConnectionTimeout = ConfirmWait,
            RequestedHeartbeat = TimeSpan.FromSeconds(5),
        };
        _connection = await factory.CreateConnectionAsync(cancellationToken);
        var confirmed = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        return _channel = await _connection.CreateChannelAsync(confirmed, cancellationToken);
    }

    private async Task CloseAsync()
    {
        var (channel, connection) = (_channel, _connection);
        (_channel, _connection) = (null, null);
        try
        {
            if (channel is not null)
                await channel.DisposeAsync();
            if (connection is not null)
                await connection.DisposeAsync();
        }
        catch (Exception exception) when (exception is RabbitMQClientException or IOException or SocketException or ObjectDisposedException)
        {
            // The other end is dead already: there is nothing to close in good order.
        }
    }
}
