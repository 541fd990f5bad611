using Bot3.Messaging.LocalServices;

namespace Bot3.Messaging.Bot3.Environment;

/// <summary>A broker and a database that a local system started for itself.</summary>
internal sealed class LocalServers : IAsyncDisposable
{
    private readonly ILocalServer _broker;
    private readonly ILocalServer _database;

    private LocalServers(ILocalServer broker, ILocalServer database, Uri amqp, Uri management, string connectionString)
    {
        _broker = broker;
        _database = database;
        Amqp = amqp;
        Management = management;
        ConnectionString = connectionString;
        Broker = new ServerPart("broker", broker);
        Database = new ServerPart("database", database);
    }

    public ISystemPart Broker { get; }

    public ISystemPart Database { get; }

    /// <summary>The broker with user, password and virtual host.</summary>
    public Uri Amqp { get; }

    /// <summary>The broker's management API, without credentials; they are those of <see cref="Amqp"/>.</summary>
    public Uri Management { get; }

    public string ConnectionString { get; }

    /// <summary>Has a broker of our own write its declarations to disk; see <see cref="LocalRabbitMq.FlushAsync"/>.</summary>
    public Task FlushBrokerAsync(CancellationToken cancellationToken)
        => _broker is LocalRabbitMq rabbit ? rabbit.FlushAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Starts both, by Docker or from what is installed.</summary>
    /// <exception cref="LocalServiceException">There is neither; the message says what to install.</exception>
    public static async Task<LocalServers> StartAsync(string directory, ServiceSource source, CancellationToken cancellationToken)
    {
        if (source != ServiceSource.Installed && await DockerServers.AreAvailableAsync(cancellationToken))
            return await InContainersAsync(directory, cancellationToken);
        if (source == ServiceSource.Docker)
        {
            throw new LocalServiceException(
                $"no Docker engine answers, or it lacks the images {DockerServers.BrokerImage} and {DockerServers.DatabaseImage}");
        }


        if (!LocalRabbitMq.IsInstalled || !LocalPostgres.IsInstalled)
        {
            throw new LocalServiceException(
                "RabbitMQ and Postgres are needed, and there is neither a Docker engine with their images nor an installation. Install: "
                + "sudo apt-get install -y --no-install-recommends rabbitmq-server postgresql");
        }

        var database = LocalPostgres.StartAsync(Path.Combine(directory, "postgres"), null, cancellationToken);
        var broker = LocalRabbitMq.StartAsync(Path.Combine(directory, "rabbitmq"), null, cancellationToken);
        await WhenBothAsync(database, broker);
        var postgres = await database;
        var rabbit = await broker;
        return new LocalServers(rabbit, postgres, rabbit.Uri, rabbit.ManagementUri, postgres.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static async Task<LocalServers> InContainersAsync(string directory, CancellationToken cancellationToken)
    {
        var database = DockerServers.StartDatabaseAsync(directory, cancellationToken);
        var broker = DockerServers.StartBrokerAsync(directory, cancellationToken);
        await WhenBothAsync(database, broker);
        var (postgres, connectionString) = await database;
        var (rabbit, amqp, management) = await broker;
        return new LocalServers(rabbit, postgres, amqp, management, connectionString);
    }

    // When one fails, the other must not stay behind.
    private static async Task WhenBothAsync(Task first, Task second)
    {
        try
        {
            await Task.WhenAll(first, second);
        }
        catch
        {
            foreach (var started in (Task[])[first, second])
            {
                if (started is Task<LocalPostgres> { IsCompletedSuccessfully: true } postgres)
                    await (await postgres).DisposeAsync();
                if (started is Task<LocalRabbitMq> { IsCompletedSuccessfully: true } rabbit)
                    await (await rabbit).DisposeAsync();
                if (started is Task<(DockerServer, string)> { IsCompletedSuccessfully: true } database)
                    await (await database).Item1.DisposeAsync();
                if (started is Task<(DockerServer, Uri, Uri)> { IsCompletedSuccessfully: true } broker)
                    await (await broker).Item1.DisposeAsync();
            }

            throw;
        }
    }
}
