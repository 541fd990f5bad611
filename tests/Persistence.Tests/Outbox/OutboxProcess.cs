using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Outbox.Broker;
using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.Persistence.Schema;
using Bot3.Messaging.Persistence.Sessions;
using Bot3.Messaging.Persistence.Tests.Infrastructure;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;

namespace Bot3.Messaging.Persistence.Tests.Outbox;

/// <summary>A process whose outbox publishes on a real broker; what it sends is read back by a plain client.</summary>
public sealed class OutboxProcess : IAsyncDisposable
{
    private readonly Uri _broker;
    private readonly IHost _host;
    private IConnection? _connection;

    private OutboxProcess(IHost host, Uri broker)
    {
        _host = host;
        _broker = broker;
    }

    public IServiceProvider Services => _host.Services;

    public static async Task<OutboxProcess> StartAsync(
        string database, Uri broker, CancellationToken cancellationToken, Action<OutboxOptions>? outbox = null,
        Action<IServiceCollection>? configure = null, Action<IBusRegistrationContext, IRabbitMqBusFactoryConfigurator>? bus = null,
        Action<IBusRegistrationConfigurator>? register = null, bool ownConnection = true)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.Configure<OutboxOptions>(options =>
        {
            options.RetryDelay = TimeSpan.FromMilliseconds(100);
            options.MaxRetryDelay = TimeSpan.FromMilliseconds(400);
            outbox?.Invoke(options);
        });
        configure?.Invoke(builder.Services);
        builder.Services.AddDurableMessaging(new PersistenceOptions { ConnectionString = database });
        if (ownConnection)
            builder.Services.AddOutboxBroker(RealServices.OutboxBroker(broker));
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        builder.Services.AddMassTransit(registration =>
        {
            register?.Invoke(registration);
            registration.UsingRabbitMq((context, factory) =>
            {
                factory.Host(broker);
                bus?.Invoke(context, factory);
            });
        });
        var host = builder.Build();
        await host.Services.GetRequiredService<IDatabaseMigrator>().MigrateAllAsync(cancellationToken);
        await host.StartAsync(cancellationToken);
        return new OutboxProcess(host, broker);
    }

    public static OutboxMessage Message(string exchange, string body, bool mandatory = false) => new()
    {
        MessageId = Guid.NewGuid(),
        Destination = new Uri("exchange:" + exchange),
        Mandatory = mandatory,
        ContentType = "text/plain",
        Body = System.Text.Encoding.UTF8.GetBytes(body),
    };

    public async Task CommitAsync(CancellationToken cancellationToken, params OutboxMessage[] messages)
    {
        await using var session = await Services.GetRequiredService<IDurableStore>().BeginAsync(cancellationToken);
        foreach (var message in messages)
            session.AddOutbox(message);
        await session.CommitAsync(cancellationToken);
    }

    public async Task<IChannel> ChannelAsync(CancellationToken cancellationToken)
    {
        if (_connection is not { IsOpen: true })
            _connection = await new ConnectionFactory { Uri = _broker }.CreateConnectionAsync(cancellationToken);
        return await _connection.CreateChannelAsync(cancellationToken: cancellationToken);
    }

    /// <summary>Declares a durable exchange with a durable queue of the same name.</summary>
    public static async Task DeclareAsync(IChannel channel, string name, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(name, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(name, name, "", cancellationToken: cancellationToken);
    }

    public static async Task<BasicGetResult> GetAsync(IChannel channel, string queue, CancellationToken cancellationToken)
    {
        BasicGetResult? result = null;
        await TicketHost.UntilAsync(
            async () => (result = await channel.BasicGetAsync(queue, autoAck: true, cancellationToken)) is not null,
            $"a message in {queue}", cancellationToken);
        return result!;
    }

    public async Task UntilEmptyAsync(CancellationToken cancellationToken) => await TicketHost.UntilAsync(
        async () => await CountAsync(cancellationToken) == 0, "an empty outbox", cancellationToken);

    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await using var command = Services.GetRequiredService<Npgsql.NpgsqlDataSource>().CreateCommand(
            "SELECT count(*) FROM messaging.outbox");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        await _host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
