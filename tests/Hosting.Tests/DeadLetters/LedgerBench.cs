using Bot3.Messaging.Persistence.DeadLetters;
using Bot3.Messaging.Persistence.Sessions;
using Bot3.Messaging.TestKit.Services;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Bot3.Messaging.Hosting.Tests.DeadLetters;

/// <summary>A database and a virtual host of one test, worker hosts on them, and the view of somebody outside.</summary>
internal sealed class LedgerBench : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly IConnection _connection;

    private LedgerBench(TestDatabase database, TestVirtualHost broker, IConnection connection)
    {
        _database = database;
        Broker = broker;
        _connection = connection;
    }

    public TestVirtualHost Broker { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<LedgerBench> CreateAsync()
    {
        RealInfrastructure.Require();
        var database = await TestServices.CreateDatabaseAsync(Token);
        var broker = await TestServices.CreateVirtualHostAsync(Token);
        return new LedgerBench(database, broker, await new ConnectionFactory { Uri = broker.Uri }.CreateConnectionAsync(Token));
    }

    public Task<TestHost> StartAsync(IWorkerModule module, params (string Key, string Value)[] settings) => TestHost.StartAsync(module,
    [
        ("Bus:Transport", "RabbitMq"), ("Bus:Host", Broker.Host), ("Bus:Port", $"{Broker.Port}"), ("Bus:VirtualHost", Broker.Name),
        ("Bus:UserName", Broker.UserName), ("Bus:Password", Broker.Password),
        ("Storage:Provider", "Postgres"), ("Storage:ConnectionString", _database.ConnectionString), ("Storage:MigrateOnStart", "true"),
        ("DeadLetters:CollectInterval", "00:00:00.100"), .. settings,
    ]);

    public Task<IChannel> ChannelAsync() => _connection.CreateChannelAsync(cancellationToken: Token);

    /// <summary>Puts a body on a queue as a stranger would.</summary>
    public async Task PublishAsync(string queue, byte[] body, BasicProperties properties)
    {
        await using var channel = await _connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Token);
        await channel.BasicPublishAsync("", queue, mandatory: true, properties, body, Token);
    }

    /// <summary>Messages that wait in a queue, zero for one that is not there.</summary>
    public async Task<uint> CountAsync(string queue)
    {
        await using var channel = await ChannelAsync();
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue, Token)).MessageCount;
        }
        catch (OperationInterruptedException)
        {
            return 0;
        }
    }

    /// <summary>Waits until all messages of an endpoint are acknowledged or kept.</summary>
    public static Task UntilAsync(Func<Task<bool>> condition, string what) => UntilAsync(condition, what, 1_500);

    public static async Task<IReadOnlyList<KeptDeadLetter>> LettersAsync(TestHost host) =>
        await host.Services.GetRequiredService<IDeadLetterLedger>().ListKeptAsync(null, 10_000, Token);

    /// <summary>Waits for so many letters and for empty queues; returns the letters.</summary>
    public async Task<IReadOnlyList<KeptDeadLetter>> SettledAsync(TestHost host, int letters, string queue = "toy")
    {
        await UntilAsync(
            async () => (await LettersAsync(host)).Count >= letters && await CountAsync(queue) + await CountAsync($"{queue}_error") == 0,
            $"{letters} letters and empty queues");
        var kept = await LettersAsync(host);
        var summary = kept.CountBy(letter => $"{letter.Letter.Endpoint}, {letter.Letter.MessageType}: {letter.Letter.Reason}");
        Assert.True(letters == kept.Count, $"{kept.Count} letters instead of {letters}: {string.Join("; ", summary)}");
        return kept;
    }

    public static async Task<T> InSessionAsync<T>(TestHost host, Func<IDeadLetterLedger, IDurableSession, Task<T>> work)
    {
        await using var session = await host.Services.GetRequiredService<IDurableStore>().BeginAsync(Token);
        var result = await work(host.Services.GetRequiredService<IDeadLetterLedger>(), session);
        await session.CommitAsync(Token);
        return result;
    }

    public static Task<LedgerChange> RetryAsync(TestHost host, Guid id) =>
        InSessionAsync(host, async (ledger, session) => await ledger.RetryAsync(session, id, Token));

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await Broker.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, string what, int looks)
    {
        for (var look = 0; look < looks; look++)
        {
            if (await condition())
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        }

        Assert.Fail($"waited in vain for: {what}");
    }
}
