using System.Text;
using Bot3.Messaging.Persistence.Tests.Infrastructure;
using Bot3.Messaging.TestKit.Services;
using RabbitMQ.Client;

namespace Bot3.Messaging.Persistence.Tests.Packs;

/// <summary>A virtual host and a database of one test, with a plain client that looks at them.</summary>
internal sealed class PackBench : IAsyncDisposable
{
    private readonly IConnection _connection;

    private PackBench(TestVirtualHost broker, TestDatabase database, IConnection connection, IChannel channel)
    {
        Broker = broker;
        Database = database;
        _connection = connection;
        Channel = channel;
    }

    public TestVirtualHost Broker { get; }

    public TestDatabase Database { get; }

    public IChannel Channel { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<PackBench> CreateAsync()
    {
        RealInfrastructure.Require();
        var broker = await TestServices.CreateVirtualHostAsync(Token);
        var database = await TestServices.CreateDatabaseAsync(Token);
        var connection = await new ConnectionFactory { Uri = broker.Uri }.CreateConnectionAsync(Token);
        return new PackBench(broker, database, connection, await connection.CreateChannelAsync(cancellationToken: Token));
    }

    public Task<ParcelHost> StartAsync(bool receives = true, params (string Key, string Value)[] settings) =>
        ParcelHost.StartAsync(Broker, Database, receives, settings);

    /// <summary>Stands in for the receiving endpoint, so that what arrives at it can be looked at.</summary>
    public async Task DeclareAsync(string queue)
    {
        await Channel.ExchangeDeclareAsync(queue, "fanout", durable: true, cancellationToken: Token);
        await Channel.QueueDeclareAsync(queue + "-seen", durable: true, exclusive: false, autoDelete: false, cancellationToken: Token);
        await Channel.QueueBindAsync(queue + "-seen", queue, "", cancellationToken: Token);
    }

    public async Task<BasicGetResult> TakeAsync(string queue)
    {
        BasicGetResult? result = null;
        await TicketHost.UntilAsync(
            async () => (result = await Channel.BasicGetAsync(queue, autoAck: true, Token)) is not null, $"a message in {queue}", Token);
        return result!;
    }

    public Task<uint> CountAsync(string queue) => Channel.MessageCountAsync(queue, Token);

    /// <summary>Sends what was taken from a queue once more, as it is.</summary>
    public async Task SendAgainAsync(BasicGetResult message, string exchange) => await Channel.BasicPublishAsync(
        exchange, "", mandatory: false, new BasicProperties(message.BasicProperties), message.Body, Token);

    public async Task UntilEffectsAsync(IEnumerable<Guid> ids)
    {
        var wanted = ids.ToHashSet();
        await TicketHost.UntilAsync(
            async () => wanted.IsSubsetOf(await ParcelHost.EffectsAsync(Database)), $"{wanted.Count} parcels handled", Token);
    }

    /// <summary>No message waits or is being handled, and the outbox is empty.</summary>
    public async Task UntilQuietAsync() => await TicketHost.UntilAsync(
        async () => await CountAsync("parcels") == 0 && await OutboxAsync() == 0, "an empty queue and outbox", Token);

    public async Task AssertEachOnceAsync(IEnumerable<Guid> ids) =>
        Assert.Equal(ids.Order(), (await ParcelHost.EffectsAsync(Database)).Order());

    public async Task<long> OutboxAsync() => await ScalarAsync("SELECT count(*) FROM messaging.outbox");

    public async Task<long> ScalarAsync(string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(ParcelHost.Unpooled(Database));
        await connection.OpenAsync(Token);
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    public static string? Header(BasicGetResult message, string name) =>
        message.BasicProperties.Headers?.TryGetValue(name, out var value) != true
            ? null
            : value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value?.ToString();

    public async ValueTask DisposeAsync()
    {
        await Channel.DisposeAsync();
        await _connection.DisposeAsync();
        await Broker.DisposeAsync();
        await Database.DisposeAsync();
    }
}
