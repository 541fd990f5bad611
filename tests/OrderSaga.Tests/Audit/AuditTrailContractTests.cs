using Bot3.Messaging.Contracts;
using Bot3.Messaging.OrderSaga.Audit;
using Bot3.Messaging.OrderSaga.Persistence;
using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.Persistence.Schema;
using Bot3.Messaging.Persistence.Sessions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Bot3.Messaging.OrderSaga.Tests.Audit;

/// <summary>One suite, two stores.</summary>
public sealed class AuditTrailContractTests
{
    private const string Connection = "BOT3_TEST_POSTGRES";

    [Theory]
    [InlineData("Memory")]
    [InlineData("Postgres")]
    public async Task Trail_Committed_IsReadInSequence(string provider)
    {
        await using var services = await StartAsync(provider);
        var (trail, store, token) = Parts(services);
        var orderId = Guid.NewGuid();
        await using (var session = await store.BeginAsync(token))
        {
            await trail.AppendAsync(session, Entry(orderId, 1) with { From = null, Cause = null, MessageId = null }, token);
            await trail.AppendAsync(session, Entry(orderId, 2), token);
            await session.CommitAsync(token);
        }

        var rows = await trail.ReadAsync(orderId, 10, token);

        Assert.Equal([1, 2], rows.Select(row => row.Sequence));
        Assert.Null(rows[0].From);
        Assert.Equal(Entry(orderId, 2) with { Data = "" }, rows[1] with { Data = "" });
        Assert.Equal("""{"kind":"RiskApproved"}""", rows[1].Data.Replace(" ", "", StringComparison.Ordinal));
        Assert.Single(await trail.ReadAsync(orderId, 1, token));
    }

    [Theory]
    [InlineData("Memory")]
    [InlineData("Postgres")]
    public async Task Trail_RolledBack_IsNotThere(string provider)
    {
        await using var services = await StartAsync(provider);
        var (trail, store, token) = Parts(services);
        var orderId = Guid.NewGuid();
        await using (var session = await store.BeginAsync(token))
            await trail.AppendAsync(session, Entry(orderId, 1), token);

        Assert.Empty(await trail.ReadAsync(orderId, 10, token));
    }

    [Theory]
    [InlineData("Memory")]
    [InlineData("Postgres")]
    public async Task Trail_SameSequenceTwice_IsAnError(string provider)
    {
        await using var services = await StartAsync(provider);
        var (trail, store, token) = Parts(services);
        var orderId = Guid.NewGuid();
        await using var session = await store.BeginAsync(token);
        await trail.AppendAsync(session, Entry(orderId, 1), token);

        await Assert.ThrowsAnyAsync<Exception>(() => AppendAndCommitAsync());

        // A store may find out with the commit only.
        async Task AppendAndCommitAsync()
        {
            await trail.AppendAsync(session, Entry(orderId, 1), token);
            await session.CommitAsync(token);
        }
    }

    private static (IAuditTrail Trail, IDurableStore Store, CancellationToken Token) Parts(ServiceProvider services) =>
        (services.GetRequiredService<IAuditTrail>(), services.GetRequiredService<IDurableStore>(), TestContext.Current.CancellationToken);

    private static AuditEntry Entry(Guid orderId, int sequence) => new()
    {
        OrderId = orderId, Sequence = sequence, From = OrderStatus.Created, To = OrderStatus.PendingSubmit, Event = "RiskApproved",
        Outcome = AuditOutcome.Applied, Late = true, Cause = "because", Data = """{"kind":"RiskApproved"}""",
        OccurredAt = new DateTimeOffset(2026, 2, 7, 12, 0, 0, TimeSpan.Zero),
            RecordedAt = new DateTimeOffset(2026, 2, 7, 12, 0, 1, TimeSpan.Zero),
        MessageId = new Guid("22222222-2222-4222-8222-222222222222"),
    };

    internal static async Task<ServiceProvider> StartAsync(string provider)
    {
        var connection = Environment.GetEnvironmentVariable(Connection);
        if (provider == "Postgres" && string.IsNullOrEmpty(connection))
        {
            var required = Environment.GetEnvironmentVariable("CI") == "true"
                || Environment.GetEnvironmentVariable("BOT3_TEST_REQUIRE_SERVICES") == "1";
            Assert.False(required, $"{Connection} is not set, and services are required.");
            Assert.Skip($"{Connection} is not set.");
        }

        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddDurableMessaging(new PersistenceOptions
        {
            Provider = Enum.Parse<PersistenceProvider>(provider), ConnectionString = provider == "Postgres" ? await DatabaseAsync(connection!)
                : null,
        });
        services.AddOrderQueries(new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Provider"] = provider }).Build());
        var built = services.BuildServiceProvider();
        if (provider == "Postgres")
            await built.GetRequiredService<IDatabaseMigrator>().MigrateAllAsync(TestContext.Current.CancellationToken);
        return built;
    }

    private static async Task<string> DatabaseAsync(string connection)
    {
        var name = $"test_{Guid.NewGuid():N}";
        await using var server = NpgsqlDataSource.Create(connection);
        await using var create = server.CreateCommand($"create database {name} template template0");
        await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return new NpgsqlConnectionStringBuilder(connection) { Database = name }.ConnectionString;
    }
}
