using Bot3.Messaging.Hosting;
using Bot3.Messaging.Persistence.DeadLetters;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Sessions;
using Bot3.Messaging.Persistence.Tests.Infrastructure;
using Bot3.Messaging.TestKit.Services;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Bot3.Messaging.Persistence.Tests.Packs;

/// <summary>A worker host as in production, on a real broker and database, with short waits.</summary>
internal sealed class ParcelHost : IAsyncDisposable
{
    private readonly WebApplication _host;

    private ParcelHost(WebApplication host, ParcelProbe probe)
    {
        _host = host;
        Probe = probe;
    }

    public ParcelProbe Probe { get; }

    public IServiceProvider Services => _host.Services;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ParcelHost> StartAsync(
        TestVirtualHost broker, TestDatabase database, bool receives = true, params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["Bus:Host"] = broker.Host,
            ["Bus:Port"] = $"{broker.Port}",
            ["Bus:VirtualHost"] = broker.Name,
            ["Bus:UserName"] = broker.UserName,
            ["Bus:Password"] = broker.Password,
            ["Bus:Retry:Immediate"] = "1",
            ["Bus:Retry:DelayFirst"] = "00:00:00.020",
            ["Bus:Retry:DelayMax"] = "00:00:00.050",
            ["Storage:ConnectionString"] = database.ConnectionString,
            ["Storage:MigrateOnStart"] = "true",
            ["Outbox:SweepInterval"] = "00:00:00.050",
            ["Outbox:RetryDelay"] = "00:00:00.100",
        };
        foreach (var (key, value) in settings)
            all[key] = value;
        await ExecuteAsync(database, "CREATE TABLE IF NOT EXISTS effects (id uuid)");
        var module = new ParcelModule(receives);
        var host = WorkerHost.CreateBuilder(new ConfigurationBuilder().AddInMemoryCollection(all).Build(), module).Build();
        await host.StartAsync(Token);
        return new ParcelHost(host, module.Probe);
    }

    public static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(Unpooled(database));
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }

    public static async Task<IReadOnlyList<Guid>> EffectsAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(Unpooled(database));
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand("SELECT id FROM effects", connection);
        await using var reader = await command.ExecuteReaderAsync(Token);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(Token))
            ids.Add(reader.GetGuid(0));
        return ids;
    }

    /// <summary>Tests throw everybody out of the database; a pool would hand out the dead connections.</summary>
    public static string Unpooled(TestDatabase database) =>
        new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString;

    public static Parcel[] Some(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Parcel(Guid.CreateVersion7(), 1.50m + i, i % 2 == 0 ? Size.Small : Size.Large, $"n{i}"))];

    /// <summary>Commits one session that sends all of them; message id and correlation id are the parcel's.</summary>
    public async Task CommitAsync(params Parcel[] parcels)
    {
        var outbox = Services.GetRequiredService<IMessageOutbox>();
        await using var session = await Services.GetRequiredService<IDurableStore>().BeginAsync(Token);
        foreach (var parcel in parcels)
            await outbox.SendAsync(session, "parcels", parcel, parcel.Id, parcel.Id, null, Token);
        await session.CommitAsync(Token);
    }

    public Task UntilAcknowledgedAsync(int deliveries) => TicketHost.UntilAsync(
        () => Task.FromResult(Probe.Acknowledged >= deliveries), $"{deliveries} deliveries acknowledged", Token);

    /// <summary>What the dead-letter ledger has.</summary>
    public async Task<IReadOnlyList<KeptDeadLetter>> LettersAsync() =>
        await Services.GetRequiredService<IDeadLetterLedger>().ListKeptAsync(null, 100, Token);

    /// <summary>Waits for the first letter.</summary>
    public async Task<DeadLetter> LetterAsync()
    {
        IReadOnlyList<KeptDeadLetter> letters = [];
        await TicketHost.UntilAsync(async () => (letters = await LettersAsync()).Count > 0, "a dead letter", Token);
        return Assert.Single(letters).Letter;
    }

    /// <summary>An operator's retry.</summary>
    public async Task RetryAsync(DeadLetter letter)
    {
        await using var session = await Services.GetRequiredService<IDurableStore>().BeginAsync(Token);
        Assert.Equal(LedgerChange.Done, await Services.GetRequiredService<IDeadLetterLedger>().RetryAsync(session, letter.Id, Token));
        await session.CommitAsync(Token);
    }

    public async Task PublishAsync<T>(T message, Guid id)
        where T : class
    {
        await using var session = await Services.GetRequiredService<IDurableStore>().BeginAsync(Token);
        await Services.GetRequiredService<IMessageOutbox>().PublishAsync(session, message, id, id, Token);
        await session.CommitAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        await _host.DisposeAsync();
    }
}
