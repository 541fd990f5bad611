using System.Text;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.TestKit.Services;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Bot3.Messaging.LocalServices.Tests;

public sealed class BrokerRightsTests
{
    private const string OwnQueue = "strategy.alpha.status";
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);
    private static readonly ReadOnlyMemory<byte> Body = Encoding.UTF8.GetBytes("{}");

    private static readonly Dictionary<string, Func<IChannel, Task>> Forbidden = new()
    {
        ["publish a status"] = c => PublishAsync(c, WireNames.OrderStatusExchange, "alpha"),
        ["publish to a worker's queue"] = c => PublishAsync(c, string.Empty, WireNames.OrderSagaQueue),
        ["publish to a worker's exchange"] = c => PublishAsync(c, WireNames.RiskCheckQueue, string.Empty),
        ["declare a worker's queue"] = c => DeclareAsync(c, WireNames.ExchangeCommandsQueue("main")),
        ["declare an exchange of the system"] = c => c.ExchangeDeclareAsync("bot3.other", ExchangeType.Fanout, cancellationToken: Token),
        ["delete the orders' exchange"] = c => c.ExchangeDeleteAsync(WireNames.SubmitOrderExchange, cancellationToken: Token),
        ["delete a worker's queue"] = c => c.QueueDeleteAsync(WireNames.OrderSagaQueue, false, false, cancellationToken: Token),
        ["purge a worker's queue"] = c => c.QueuePurgeAsync(WireNames.OrderSagaQueue, Token),
        ["read a worker's queue"] = c => c.BasicGetAsync(WireNames.OrderSagaQueue, autoAck: true, Token),
        ["listen to all orders"] = c => c.QueueBindAsync(OwnQueue, WireNames.SubmitOrderExchange, string.Empty, cancellationToken: Token),
        ["listen to all strategies"] = c => c.QueueBindAsync(OwnQueue, WireNames.OrderStatusExchange, "#", cancellationToken: Token),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> ForbiddenNames => [.. Forbidden.Keys];

    [Fact]
    public async Task Strategy_OrdersAndItsStatus_AreAllowed()
    {
        RealInfrastructure.Require();
        await using var host = await HostAsync();
        await using var connection = await ConnectAsync(await host.AddRoleAsync("strategy", Token));
        var confirmed = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        await using var channel = await connection.CreateChannelAsync(confirmed, Token);
        await using var system = await ConnectAsync(host.Uri);
        await using var worker = await system.CreateChannelAsync(confirmed, Token);

        await DeclareAsync(channel, OwnQueue);
        await channel.QueueBindAsync(OwnQueue, WireNames.OrderStatusExchange, "alpha", cancellationToken: Token);
        await PublishAsync(channel, WireNames.SubmitOrderExchange, string.Empty);
        await PublishAsync(channel, WireNames.CancelOrderExchange, string.Empty);
        await PublishAsync(worker, WireNames.OrderStatusExchange, "alpha");
        await PublishAsync(worker, WireNames.OrderStatusExchange, "beta");

        Assert.NotNull(await channel.BasicGetAsync(OwnQueue, autoAck: true, Token));
        Assert.Null(await channel.BasicGetAsync(OwnQueue, autoAck: true, Token));
    }

    [Theory]
    [MemberData(nameof(ForbiddenNames))]
    public async Task Strategy_AnythingElse_IsRefused(string operation)
    {
        RealInfrastructure.Require();
        await using var host = await HostAsync();
        await using var connection = await ConnectAsync(await host.AddRoleAsync("strategy", Token));
        await using (var own = await connection.CreateChannelAsync(cancellationToken: Token))
        {
            await DeclareAsync(own, OwnQueue);
        }

        Assert.Equal(Constants.AccessRefused, await RefusalAsync(connection, Forbidden[operation]));
    }

    [Theory]
    [InlineData("order-saga")]
    [InlineData("risk-worker")]
    [InlineData("exchange-worker")]
    public async Task Worker_QueueOfAStrategy_IsRefused(string role)
    {
        RealInfrastructure.Require();
        await using var host = await HostAsync();
        await using var connection = await ConnectAsync(await host.AddRoleAsync(role, Token));

        Assert.Equal(Constants.AccessRefused, await RefusalAsync(connection, c => DeclareAsync(c, OwnQueue)));
        Assert.Equal(Constants.AccessRefused, await RefusalAsync(connection, c => c.BasicGetAsync(OwnQueue, autoAck: true, Token)));
    }

    private static async Task<TestVirtualHost> HostAsync()
    {
        var host = await TestServices.CreateVirtualHostAsync(Token);
        await using var connection = await ConnectAsync(host.Uri);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
        await BrokerRights.DeclareExchangesAsync(channel, Token);
        await channel.ExchangeDeclareAsync(WireNames.RiskCheckQueue, ExchangeType.Fanout, durable: true, cancellationToken: Token);
        await DeclareAsync(channel, WireNames.OrderSagaQueue);
        return host;
    }

    /// <summary>The code with which the broker closes the channel over an operation.</summary>
    private static async Task<ushort> RefusalAsync(IConnection connection, Func<IChannel, Task> operation)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
        var closed = new TaskCompletionSource<ushort>(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, reason) =>
        {
            closed.TrySetResult(reason.ReplyCode);
            return Task.CompletedTask;
        };
        try
        {
            await operation(channel);
        }
        catch (OperationInterruptedException e)
        {
            // A publish returns before the broker says no, all else throws; the code is the same either way.
            return e.ShutdownReason?.ReplyCode ?? await closed.Task.WaitAsync(AnswerLimit, Token);
        }

        return await closed.Task.WaitAsync(AnswerLimit, Token);
    }

    private static async Task<IConnection> ConnectAsync(Uri address) =>
        await new ConnectionFactory { Uri = address }.CreateConnectionAsync(Token);

    private static async Task DeclareAsync(IChannel channel, string queue) =>
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: Token);

    private static async Task PublishAsync(IChannel channel, string exchange, string key) =>
        await channel.BasicPublishAsync(exchange, key, mandatory: false, Body, Token);
}
