using System.Text.Json;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Packs;
using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.Persistence.Sessions;
using Bot3.Messaging.TestKit.Services;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RabbitMQ.Client;

namespace Bot3.Messaging.Persistence.Tests.Crash;

/// <summary>A broker and a database, the processes of one test on them, and what was sent to them.</summary>
internal sealed class CrashBench : IAsyncDisposable
{
    private const int Accounts = 3;
    private readonly Guid[] _accounts = [.. Enumerable.Range(0, Accounts).Select(_ => Guid.CreateVersion7())];
    private readonly Uri _broker;
    private readonly List<Guid> _good = [];
    private readonly List<IAsyncDisposable> _owned = [];
    private readonly List<Guid> _poison = [];

    private CrashBench(Uri broker, string database)
    {
        _broker = broker;
        Database = new CrashDatabase(database);
    }

    public CrashDatabase Database { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>On the shared servers.</summary>
    public static async Task<CrashBench> CreateAsync()
    {
        RealInfrastructure.Require();
        var broker = await TestServices.CreateVirtualHostAsync(Token);
        var database = await TestServices.CreateDatabaseAsync(Token);
        var bench = await CreateAsync(broker.Uri, database.ConnectionString);
        bench._owned.AddRange([broker, database]);
        return bench;
    }

    /// <summary>On servers of the test's own.</summary>
    public static async Task<CrashBench> CreateAsync(Uri broker, string database)
    {
        var bench = new CrashBench(broker, database);
        await bench.Database.CreateAsync();
        return bench;
    }

    public Task<CrashHost> StartAsync(params (string Key, string Value)[] settings) => CrashHost.StartAsync(Settings("", settings));

    public Task<VictimProcess> StartVictimAsync(CrashPoint point, int time = 1) =>
        VictimProcess.StartAsync(new VictimOrder(point, time, Settings(CrashDatabase.Victim)));

    /// <summary>Jobs that can be handled, or not, noted as sent.</summary>
    public Job[] Jobs(int count, JobKind kind = JobKind.Plain)
    {
        var jobs = Enumerable.Range(0, count).Select(i => new Job(Guid.CreateVersion7(), _accounts[i % Accounts], kind)).ToArray();
        (kind == JobKind.Poison ? _poison : _good).AddRange(jobs.Select(job => job.Id));
        return jobs;
    }

    /// <summary>Notes a message that is no job and must end in the ledger.</summary>
    public void ExpectLetter(Guid messageId) => _poison.Add(messageId);

    /// <summary>Puts a pack on the queue, or a plain message if it is one job only.</summary>
    public async Task SendAsync(params Job[] jobs)
    {
        var messages = Array.ConvertAll(jobs, Message);
        if (messages.Length == 1)
        {
            var headers = messages[0].Headers.ToDictionary(header => header.Key, header => (object?)header.Value);
            await PublishAsync("jobs", messages[0].Body, new BasicProperties
            {
                MessageId = messages[0].MessageId.ToString("D"), ContentType = messages[0].ContentType, Headers = headers, Persistent = true,
            });
            return;
        }

        await PublishAsync("jobs", PackWriter.Write(messages), new BasicProperties
        {
            MessageId = Guid.NewGuid().ToString("D"), ContentType = PackFormat.ContentType, Persistent = true,
        });
    }

    /// <summary>Puts any bytes on a queue; returns when the broker has them.</summary>
    public async Task PublishAsync(string queue, ReadOnlyMemory<byte> body, BasicProperties properties)
    {
        await using var connection = await new ConnectionFactory { Uri = _broker }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Token);
        await channel.BasicPublishAsync("", queue, mandatory: true, properties, body, Token);
    }

    /// <summary>Stores jobs that are due now, for whichever process sweeps first.</summary>
    public async Task ScheduleAsync(params Job[] jobs)
    {
        var services = new ServiceCollection();
        services.AddDurableMessaging(new PersistenceOptions { ConnectionString = Database.ConnectionString });
        await using var provider = services.BuildServiceProvider();
        await using var session = await provider.GetRequiredService<IDurableStore>().BeginAsync(Token);
        foreach (var job in jobs)
            session.AddOutbox(Message(job) with { DueAt = TimeProvider.System.GetUtcNow(), ScheduleToken = job.Id });
        await session.CommitAsync(Token);
    }

    /// <summary>Waits until everything is handled or in the ledger and nothing waits anywhere.</summary>
    public async Task UntilSettledAsync()
    {
        var count = await CountAsync();
        var waiting = (Jobs: 0L, Tally: 0L, Outbox: 0L);
        var letters = "";
        await TestWait.UntilAsync(
            async () =>
            {
                count = await CountAsync();
                waiting = await WaitingAsync();
                letters = await Database.TextAsync(CrashDatabase.Letters);
                return count.Losses == 0 && waiting == (0, 0, 0);
            },
            () => $"the end of all messages; it is {count}, and there wait {waiting}; letters: {letters}");
    }

    /// <summary>
    /// Ends the test: every process is gone, so what was not acknowledged is back in its queue; there must be nothing, and the figures must
    /// be right.
    /// </summary>
    public async Task VerdictAsync(string point, int rounds)
    {
        await TestWait.UntilAsync(
            async () => await Database.ScalarAsync("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()") == 1,
            () => "the processes' end");
        Assert.Equal((0, 0, 0), await WaitingAsync());
        CrashTable.Settle(point, rounds, await CountAsync());
    }

    public async Task<CrashCount> CountAsync() => CrashCount.Of(
        _good,
        _poison,
        await Database.IdsAsync("SELECT id FROM crash.effects"),
        await Database.IdsAsync("SELECT jsonb_array_elements_text(document::jsonb -> 'jobs')::uuid FROM crash.tally"),
        await Database.IdsAsync("SELECT message_id FROM messaging.dead_letters"));

    /// <summary>Messages in the queues, handed out ones not counted, and rows in the outbox.</summary>
    public async Task<(long Jobs, long Tally, long Outbox)> WaitingAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = _broker }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
        return (
            await channel.MessageCountAsync("jobs", Token), await channel.MessageCountAsync("tally", Token),
            await Database.ScalarAsync("SELECT count(*) FROM messaging.outbox"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var owned in _owned)
            await owned.DisposeAsync();
    }

    private static OutboxMessage Message(Job job) => new()
    {
        MessageId = job.Id,
        CorrelationId = job.Account,
        Destination = new Uri("exchange:jobs"),
        Mandatory = true,
        ContentType = InternalHeaders.ContentType,
        Body = JsonSerializer.SerializeToUtf8Bytes(job, CrashJson.Default.Job),
        Headers = new Dictionary<string, string>(StringComparer.Ordinal) { [MessageHeaders.MessageType] = MessageUrn.ForTypeString<Job>() },
    };

    // Waits as short as the options allow, small transactions so that a round has several, one log line for what matters.
    private Dictionary<string, string?> Settings(string application, params (string Key, string Value)[] settings)
    {
        var user = _broker.UserInfo.Split(':');
        var all = new Dictionary<string, string?>
        {
            ["Bus:Host"] = _broker.Host,
            ["Bus:Port"] = $"{_broker.Port}",
            ["Bus:VirtualHost"] = _broker.AbsolutePath.Length > 1 ? _broker.AbsolutePath[1..] : "/",
            ["Bus:UserName"] = Uri.UnescapeDataString(user[0]),
            ["Bus:Password"] = Uri.UnescapeDataString(user[1]),
            ["Bus:StopTimeout"] = "00:00:05",
            ["Bus:Retry:Immediate"] = "1",
            ["Bus:Retry:DelayFirst"] = "00:00:00.020",
            ["Bus:Retry:DelayMax"] = "00:00:00.200",
            ["DeadLetters:CollectInterval"] = "00:00:00.100",
            ["GroupCommit:MaxGroupSize"] = "8",
            ["Inbox:SweepInterval"] = "00:00:00.100",
            ["Logging:LogLevel:Default"] = "Error",
            ["Outbox:SweepInterval"] = "00:00:00.050",
            ["Outbox:GracePeriod"] = "00:00:00.500",
            ["Outbox:RetryDelay"] = "00:00:00.100",
            ["Outbox:PublishTimeout"] = "00:00:02",
            ["Outbox:ClaimPeriod"] = "00:00:02",
            ["Storage:ConnectionString"] =
                new NpgsqlConnectionStringBuilder(Database.ConnectionString) { ApplicationName = application }.ConnectionString,
        };
        foreach (var (key, value) in settings)
            all[key] = value;
        return all;
    }
}
