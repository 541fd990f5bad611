using Bot3.Messaging.LocalServices;
using Npgsql;

namespace Bot3.Messaging.TestKit.Services;

/// <summary>
/// A real broker and a real database for tests. Servers are shared by all tests of a process; every test gets a database and a virtual
/// host of its own, and disposes them.
/// </summary>
public static class TestServices
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static TestServers? servers;

    /// <summary>Where the servers come from, by the environment and by what is installed.</summary>
    public static TestServicesMode Mode { get; } = Choose();

    /// <summary>Makes an empty database; disposing it drops it with all its connections.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<TestDatabase> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var given = await ServersAsync(cancellationToken);
        var name = "test_" + Guid.CreateVersion7().ToString("N");
        await TestDatabase.ExecuteAsync(given.Postgres, $"create database {name} template template0", cancellationToken);
        var connection = new NpgsqlConnectionStringBuilder(given.Postgres) { Database = name };
        return new TestDatabase(given.Postgres, name, connection.ConnectionString);
    }

    /// <summary>Makes an empty virtual host with a user who may do everything in it; disposing it deletes both.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<TestVirtualHost> CreateVirtualHostAsync(CancellationToken cancellationToken)
    {
        var given = await ServersAsync(cancellationToken);
        return await TestVirtualHost.CreateAsync(given.RabbitMq, given.RabbitMqManagement, cancellationToken);
    }

    private static async Task<TestServers> ServersAsync(CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        try
        {
            return servers ??= await TestServers.StartAsync(cancellationToken);
        }
        finally
        {
            Gate.Release();
        }
    }

    private static TestServicesMode Choose()
    {
        var wish = Environment.GetEnvironmentVariable("BOT3_TEST_SERVICES");
        return wish switch
        {
            "docker" => TestServicesMode.Docker,
            "none" => TestServicesMode.None,
            null or "" or "private" when Has("BOT3_TEST_POSTGRES") && Has("BOT3_TEST_RABBITMQ") => TestServicesMode.Given,
            null or "" or "private" => LocalPostgres.IsInstalled && LocalRabbitMq.IsInstalled
                ? TestServicesMode.Private
                : TestServicesMode.None,
            _ => throw new InvalidOperationException($"BOT3_TEST_SERVICES is '{wish}'; it may be docker, private or none"),
        };
    }

    private static bool Has(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
