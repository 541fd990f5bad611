using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Bot3.Messaging.LocalServices.Tests;

public sealed class LocalRabbitMqTests
{
    private static readonly Dictionary<string, object?> Quorum = new() { ["x-queue-type"] = "quorum" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Broker_KilledAndRestarted_KeepsConfirmedMessagesOfQuorumAndClassicQueues()
    {
        Installed.Require(LocalRabbitMq.IsInstalled);
        using var directory = new ScratchDirectory();
        await using var broker = await LocalRabbitMq.StartAsync(directory.Path, null, Token);
        await PublishAsync(broker, "quorum", Quorum);
        await PublishAsync(broker, "classic", null);

        await broker.FlushAsync(Token);
        await broker.KillAsync(Token);
        Assert.False(broker.IsRunning);
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => ConnectAsync(broker));

        await broker.RestartAsync(Token);
        Assert.True(broker.IsRunning);
        Assert.Equal("body of quorum", await GetAsync(broker, "quorum"));
        Assert.Equal("body of classic", await GetAsync(broker, "classic"));
    }

    [Fact]
    public async Task Broker_StoppedAndStartedOnTheSameFolder_KeepsPortAndMessages()
    {
        Installed.Require(LocalRabbitMq.IsInstalled);
        using var directory = new ScratchDirectory();
        int port;
        await using (var broker = await LocalRabbitMq.StartAsync(directory.Path, null, Token))
        {
            port = broker.Port;
            await PublishAsync(broker, "kept", Quorum);
        }

        await using var again = await LocalRabbitMq.StartAsync(directory.Path, null, Token);

        Assert.Equal(port, again.Port);
        Assert.Equal("body of kept", await GetAsync(again, "kept"));
    }

    [Fact]
    public async Task Broker_TwoInstances_LiveSideBySide()
    {
        Installed.Require(LocalRabbitMq.IsInstalled);
        using var one = new ScratchDirectory();
        using var two = new ScratchDirectory();
        await using var first = await LocalRabbitMq.StartAsync(one.Path, null, Token);
        await using var second = await LocalRabbitMq.StartAsync(two.Path, null, Token);

        Assert.NotEqual(first.Port, second.Port);
        await PublishAsync(first, "only-here", Quorum);
        await using var connection = await ConnectAsync(second);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
        var missing = await Assert.ThrowsAsync<OperationInterruptedException>(() => channel.QueueDeclarePassiveAsync("only-here", Token));
        Assert.Equal((ushort?)Constants.NotFound, missing.ShutdownReason?.ReplyCode);
    }

    private static async Task<IConnection> ConnectAsync(LocalRabbitMq broker) =>
        await new ConnectionFactory { Uri = broker.Uri }.CreateConnectionAsync(Token);

    private static async Task PublishAsync(LocalRabbitMq broker, string queue, Dictionary<string, object?>? arguments)
    {
        await using var connection = await ConnectAsync(broker);
        var confirmed = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        await using var channel = await connection.CreateChannelAsync(confirmed, Token);
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: Token);
        await channel.BasicPublishAsync(
            string.Empty, queue, mandatory: true, new BasicProperties { Persistent = true },
            Encoding.UTF8.GetBytes("body of " + queue), Token);
    }

    private static async Task<string?> GetAsync(LocalRabbitMq broker, string queue)
    {
        await using var connection = await ConnectAsync(broker);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
        var received = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new RabbitMQ.Client.Events.AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            received.TrySetResult(Encoding.UTF8.GetString(delivery.Body.Span));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer, Token);
        return await received.Task.WaitAsync(TimeSpan.FromSeconds(60), Token);
    }
}
