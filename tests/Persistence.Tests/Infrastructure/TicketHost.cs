using System.Text.Json.Serialization;
using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Outbox.Broker;
using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.Persistence.Sagas;
using Bot3.Messaging.Persistence.Schema;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Bot3.Messaging.Persistence.Tests.Infrastructure;

/// <summary>A process with the ticket saga: over Postgres and RabbitMQ, or wholly in memory.</summary>
public sealed class TicketHost : IAsyncDisposable
{
    private readonly IHost _host;

    private TicketHost(IHost host, string suffix)
    {
        _host = host;
        Suffix = suffix;
    }

    public string Suffix { get; }

    public string SagaQueue => "tickets-" + Suffix;

    public IServiceProvider Services => _host.Services;

    public TicketLog Log => Services.GetRequiredService<TicketLog>();

    public TicketProbe Probe => Services.GetRequiredService<TicketProbe>();

    public ISagaReader<Ticket> Reader => Services.GetRequiredService<ISagaReader<Ticket>>();

    public static async Task<TicketHost> StartAsync(
        PersistenceOptions options, Uri? broker, CancellationToken cancellationToken, Action<IServiceCollection>? configure = null,
        string? suffix = null, Action<OutboxOptions>? outbox = null, bool consumers = true, bool saga = true)
    {
        suffix ??= Guid.NewGuid().ToString("N")[..12];
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton<TicketLog>().AddSingleton<TicketProbe>();
        builder.Services.Configure<OutboxOptions>(o =>
        {
            o.SweepInterval = TimeSpan.FromMilliseconds(100);
            o.GracePeriod = TimeSpan.FromSeconds(2);
            o.RetryDelay = TimeSpan.FromMilliseconds(200);
            o.MaxRetryDelay = TimeSpan.FromMilliseconds(400);
            outbox?.Invoke(o);
        });
        builder.Services.AddDurableMessaging(options);
        builder.Services.AddRawJsonMessage<TicketOpened>();
        configure?.Invoke(builder.Services);
        if (broker is not null)
            builder.Services.AddOutboxBroker(RealServices.OutboxBroker(broker));
        // Until the queues are bound, what a test sends would go nowhere.
        builder.Services.Configure<MassTransitHostOptions>(o => o.WaitUntilStarted = true);
        builder.Services.AddMassTransit(bus => Bus(bus, broker, suffix, consumers, saga));
        var host = builder.Build();
        if (options.Provider == PersistenceProvider.Postgres)
            await CreateSchemaAsync(host.Services, cancellationToken);
        await host.StartAsync(cancellationToken);
        return new TicketHost(host, suffix);
    }

    public static async Task CreateSchemaAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<IDatabaseMigrator>().MigrateAllAsync(cancellationToken);
        await using var command = services.GetRequiredService<NpgsqlDataSource>().CreateCommand("""
            CREATE SCHEMA IF NOT EXISTS tickets;
            CREATE TABLE IF NOT EXISTS tickets.ticket_state (correlation_id uuid PRIMARY KEY, version int NOT NULL, deadline timestamptz,
                document text NOT NULL, state text, price numeric);
            """);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task SendAsync<T>(T message, CancellationToken cancellationToken, Guid? messageId = null)
        where T : class
    {
        var endpoint = await Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri("exchange:" + SagaQueue));
        await endpoint.Send(message, Pipe.Execute<SendContext<T>>(context => context.MessageId = messageId ?? context.MessageId),
            cancellationToken);
    }

    /// <summary>Waits until something holds; fails loudly after 30 s.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, string what, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 1_500; i++)
        {
            if (await condition())
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }

        Assert.Fail($"waited in vain for: {what}");
    }

    public Task UntilSeenAsync(Func<object, bool> predicate, string what, CancellationToken cancellationToken) =>
        UntilAsync(() => Task.FromResult(Log.Seen.Any(seen => predicate(seen.Message))), what, cancellationToken);

    public Task UntilTicketAsync(Guid id, Func<Ticket, bool> predicate, string what, CancellationToken cancellationToken) =>
        UntilAsync(async () => await Reader.FindAsync(id, cancellationToken) is { } ticket && predicate(ticket), what, cancellationToken);

    public async Task<OutboxStatisticsView> OutboxAsync(CancellationToken cancellationToken)
    {
        var statistics = await Services.GetRequiredService<IOutboxRows>()
            .ReadStatisticsAsync(TimeProvider.System.GetUtcNow(), cancellationToken);
        return new OutboxStatisticsView(statistics.Due, statistics.Scheduled);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _host.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private static void Bus(IBusRegistrationConfigurator bus, Uri? broker, string suffix, bool consumers, bool saga)
    {
        if (saga)
            bus.AddSagaStateMachine<TicketMachine, Ticket>().DurableRepository(Ticket.Table);
        bus.AddConsumer<TicketOpenedConsumer>();
        bus.AddConsumer<TicketCommandConsumer>();
        if (broker is null)
        {
            bus.UsingInMemory((context, factory) => Endpoints(context, factory, suffix, consumers, saga));
        }
        else
        {
            bus.UsingRabbitMq((context, factory) =>
            {
                factory.Host(broker);
                factory.Message<TicketOpened>(message => message.SetEntityName("tickets-opened-" + suffix));
                factory.Publish<TicketOpened>(message => message.ExchangeType = "topic");
                factory.Send<TicketOpened>(message => message.UseRoutingKeyFormatter(sent => $"ticket.{sent.Message.Urgency}"));
                Endpoints(context, factory, suffix, consumers, saga);
            });
        }
    }

    private static void Endpoints<T>(
        IBusRegistrationContext context, IBusFactoryConfigurator<T> factory, string suffix, bool consumers, bool saga)
        where T : IReceiveEndpointConfigurator
    {
        factory.ConfigureJsonSerializerOptions(json =>
        {
            json.Converters.Insert(0, new JsonStringEnumConverter());
            return json;
        });
        if (saga)
        {
            factory.ReceiveEndpoint("tickets-" + suffix, endpoint =>
            {
                if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
                    rabbit.SetQuorumQueue(1);
                endpoint.UseMessageRetry(retry => retry.Immediate(5));
                endpoint.ConfigureSaga<Ticket>(context);
            });
        }

        if (!consumers)
            return;
        factory.ReceiveEndpoint("opened-" + suffix, endpoint =>
        {
            endpoint.UseRawJsonDeserializer(isDefault: true);
            if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
            {
                rabbit.ConfigureConsumeTopology = false;
                rabbit.Bind("tickets-opened-" + suffix, binding =>
                {
                    binding.ExchangeType = "topic";
                    binding.RoutingKey = "ticket.*";
                });
            }

            endpoint.UseMessageRetry(retry => retry.Immediate(2));
            endpoint.UseDurableInbox(context);
            endpoint.ConfigureConsumer<TicketOpenedConsumer>(context);
        });
        factory.ReceiveEndpoint("commands-" + suffix, endpoint => endpoint.ConfigureConsumer<TicketCommandConsumer>(context));
    }
}

public readonly record struct OutboxStatisticsView(long Due, long Scheduled);
