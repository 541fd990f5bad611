using System.Net.Sockets;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Bot3.Messaging.Hosting.Tests;

public sealed class RabbitMqTests
{
    [Fact]
    public async Task Outage_LongerThanItsWindow_GivesTheMessageBackAndHandlesItLater()
    {
        var broker = Services.RabbitMq();
        var module = Module((_, attempt) => attempt <= 3
            ? throw new NpgsqlException("away", new SocketException((int)SocketError.ConnectionRefused))
            : Task.CompletedTask);
        await using var host = await TestHost.StartAsync(
            module, [.. Settings(broker), ("Bus:Retry:OutageWindow", "00:00:00.001"), ("Bus:Retry:DelayFirst", "00:00:00.010"),
                ("Bus:Retry:DelayMax", "00:00:01")]);

        await host.Bus.Publish(new ToyCommand(Guid.NewGuid(), 1m, ToySide.Buy), TestContext.Current.CancellationToken);
        await module.Done.Task.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Contains(host.Log.Entries, entry => entry.Id.Id == 202
            && entry.Text.StartsWith($"{module.Queue}: a message goes back", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Log.Entries, entry => entry.Id.Id == 203);
        Assert.Equal(0u, await CountAsync(broker, $"{module.Queue}_error"));
    }

    [Fact]
    public async Task Message_ThatNobodyEverAcknowledges_IsMovedToTheErrorQueueByTheBroker()
    {
        var broker = Services.RabbitMq();
        var module = Module((_, _) => Task.CompletedTask);
        await using (var host = await TestHost.StartAsync(module, [.. Settings(broker), ("Bus:DeliveryLimit", "3")]))
        {
            await host.StopAsync();
        }

        var connection = await ConnectAsync(broker);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        await channel.BasicPublishAsync("", module.Queue, "poison"u8.ToArray(), TestContext.Current.CancellationToken);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
            await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true, TestContext.Current.CancellationToken);
        await channel.BasicConsumeAsync(module.Queue, autoAck: false, consumer, TestContext.Current.CancellationToken);

        Assert.Equal("poison", await TakeAsync(broker, $"{module.Queue}_error"));
        await connection.DisposeAsync();
    }

    private static ToyModule Module(Func<MassTransit.ConsumeContext<ToyCommand>, int, Task> handle) =>
        new(handle) { Queue = $"toy-{Guid.NewGuid():N}" };

    private static (string Key, string Value)[] Settings(Uri broker)
    {
        var user = broker.UserInfo.Split(':');
        return
        [
            ("Bus:Transport", "RabbitMq"), ("Bus:Host", broker.Host), ("Bus:Port", $"{broker.Port}"),
            ("Bus:UserName", user.Length == 2 ? user[0] : "guest"), ("Bus:Password", user.Length == 2 ? user[1] : "guest"),
        ];
    }

    private static Task<IConnection> ConnectAsync(Uri broker) =>
        new ConnectionFactory { Uri = broker }.CreateConnectionAsync(TestContext.Current.CancellationToken);

    private static async Task<uint> CountAsync(Uri broker, string queue)
    {
        await using var connection = await ConnectAsync(broker);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        return (await channel.QueueDeclarePassiveAsync(queue, TestContext.Current.CancellationToken)).MessageCount;
    }

    private static async Task<string> TakeAsync(Uri broker, string queue)
    {
        await using var connection = await ConnectAsync(broker);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        var taken = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            taken.TrySetResult(System.Text.Encoding.UTF8.GetString(delivery.Body.Span));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer, TestContext.Current.CancellationToken);
        return await taken.Task.WaitAsync(TestContext.Current.CancellationToken);
    }
}
