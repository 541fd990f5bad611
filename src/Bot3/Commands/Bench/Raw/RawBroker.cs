using Bot3.Messaging.Bot3.Commands.Bench.Load;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Bot3.Messaging.Bot3.Commands.Bench.Raw;

/// <summary>
/// What the broker can do on this machine without us: persistent messages of 1 KB into quorum queues with confirms, and out of them with an
/// acknowledgement each, at the same time.
/// </summary>
/// <param name="broker">The broker with its credentials.</param>
/// <param name="time">The clock.</param>
internal sealed class RawBroker(Uri broker, TimeProvider time)
{
    private const int Pairs = 2;
    private const int BodyBytes = 1_024;
    private const ushort Prefetch = 256;
    private static readonly TimeSpan Begin = TimeSpan.FromSeconds(1);

    private long _consumed;

    /// <summary>Measures.</summary>
    /// <param name="duration">How long, after one second to get going.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Messages published and consumed per second.</returns>
    public async Task<double> MeasureAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory { Uri = broker, AutomaticRecoveryEnabled = false, ClientProvidedName = "bot3 bench raw" };
        await using var publishing = await factory.CreateConnectionAsync(cancellationToken);
        await using var consuming = await factory.CreateConnectionAsync(cancellationToken);
        var queues = new List<string>();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = new List<Task>();
        await using var control = await consuming.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            for (var pair = 0; pair < Pairs; pair++)
            {
                var queue = $"bench-raw-{pair}";
                var quorum = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
                await control.QueueDeclareAsync(
                    queue, durable: true, exclusive: false, autoDelete: false, quorum, cancellationToken: cancellationToken);
                queues.Add(queue);
                await ConsumeAsync(await consuming.CreateChannelAsync(cancellationToken: cancellationToken), queue, cancellationToken);
                work.Add(PublishAsync(publishing, queue, over.Token));
            }

            await Task.Delay(Begin, time, cancellationToken);
            var (from, started) = (Interlocked.Read(ref _consumed), time.GetTimestamp());
            await Task.WhenAny([Task.Delay(duration, time, cancellationToken), .. work]);
            return (Interlocked.Read(ref _consumed) - from) / time.GetElapsedTime(started).TotalSeconds;
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(work);
            foreach (var queue in queues)
                await control.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false, cancellationToken: CancellationToken.None);
        }
    }

    private async Task ConsumeAsync(IChannel channel, string queue, CancellationToken cancellationToken)
    {
        await channel.BasicQosAsync(0, Prefetch, global: false, cancellationToken);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, delivery.CancellationToken);
            Interlocked.Increment(ref _consumed);
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer, cancellationToken);
    }

    private static async Task PublishAsync(IConnection connection, string queue, CancellationToken cancellationToken)
    {
        await using var channel = await ConfirmedChannel.OpenAsync(connection, cancellationToken);
        var properties = new BasicProperties { DeliveryMode = DeliveryModes.Persistent };
        var body = new byte[BodyBytes];
        try
        {
            while (!cancellationToken.IsCancellationRequested)
                await channel.PublishAsync("", queue, properties, body, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The time is over.
        }
    }
}
