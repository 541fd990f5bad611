using System.Net.Sockets;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.ExchangeWorker;
using Bot3.Messaging.Hosting;
using Bot3.Messaging.Hosting.Storage;
using Bot3.Messaging.OrderSaga;
using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.RiskWorker;
using Npgsql;

namespace Bot3.Messaging.Bot3.Environment;

/// <summary>
/// The three workers' stores and migrations on one Postgres, without bus or background work: what commands read and migrate by.
/// </summary>
internal static class DatabaseServices
{
    /// <summary>Registers the stores. Dispose of the provider after use.</summary>
    /// <param name="connectionString">An Npgsql connection string.</param>
    /// <exception cref="CommandFailureException">The connection string cannot be read.</exception>
    public static ServiceProvider Create(string connectionString)
    {
        try
        {
            _ = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException exception)
        {
            throw new CommandFailureException($"the connection string cannot be read: {exception.Message}", exception);
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"{StorageOptions.Section}:{nameof(StorageOptions.Provider)}"] = nameof(StorageProvider.Postgres),
            [$"{StorageOptions.Section}:{nameof(StorageOptions.ConnectionString)}"] = connectionString,
        }).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddDurableMessaging(new PersistenceOptions { Provider = PersistenceProvider.Postgres, ConnectionString = connectionString });
        foreach (var module in (IWorkerModule[])[new OrderSagaModule(), new RiskModule(), new ExchangeModule()])
            module.ConfigureServices(services, configuration);
        return services.BuildServiceProvider();
    }

    /// <summary>Runs work against the database and turns its refusals into one clear line.</summary>
    /// <param name="connectionString">An Npgsql connection string.</param>
    /// <param name="work">The work.</param>
    /// <exception cref="CommandFailureException">The database cannot be reached, refuses the user, or has no schema yet.</exception>
    public static async Task<T> UseAsync<T>(string connectionString, Func<IServiceProvider, Task<T>> work)
    {
        await using var services = Create(connectionString);
        try
        {
            return await work(services);
        }
        catch (PostgresException exception) when (
            exception.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            throw new CommandFailureException("the database has no tables of ours yet: run `bot3 migrate`", exception);
        }
        catch (PostgresException exception)
        {
            throw new CommandFailureException($"the database refused: {exception.MessageText} ({exception.SqlState})", exception);
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException or TimeoutException)
        {
            throw new CommandFailureException($"the database at {Where(connectionString)} cannot be reached: {exception.Message}", exception);
        }
    }

    // Host, port and name only: the string holds a password.
    private static string Where(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return $"{parts.Host}:{parts.Port}/{parts.Database}";
    }
}
