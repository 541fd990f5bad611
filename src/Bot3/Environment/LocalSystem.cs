using System.Collections.Immutable;
using System.Globalization;
using Bot3.Messaging.LocalServices;
using Bot3.Messaging.Persistence.Schema;

namespace Bot3.Messaging.Bot3.Environment;

/// <summary>
/// A whole system on this machine: broker, database, simulator and workers, each a process of its own. Disposing stops all in order:
/// workers first, so that they give back what they hold, then the venue, then the servers.
/// </summary>
public sealed class LocalSystem : IAsyncDisposable
{
    private readonly LocalServers _servers;
    private readonly IReadOnlyList<ChildProcess> _workers;
    private readonly ChildProcess? _simulator;
    private readonly ImmutableDictionary<WorkerKind, ImmutableArray<ISystemPart>> _byKind;

    private LocalSystem(
        LocalServers servers, ChildProcess? simulator, IReadOnlyList<(WorkerKind Kind, ChildProcess Process)> workers)
    {
        _servers = servers;
        _simulator = simulator;
        _workers = [.. workers.Select(worker => worker.Process)];
        _byKind = workers.GroupBy(worker => worker.Kind).ToImmutableDictionary(
            group => group.Key, group => group.Select(worker => (ISystemPart)worker.Process).ToImmutableArray());
    }

    /// <summary>The broker.</summary>
    public ISystemPart Broker => _servers.Broker;

    /// <summary>The database.</summary>
    public ISystemPart Database => _servers.Database;

    /// <summary>The simulator; null when the options named a venue.</summary>
    public ISystemPart? Simulator => _simulator;

    /// <summary>All parts, in the order of their start.</summary>
    public IReadOnlyList<ISystemPart> Parts =>
        [Broker, Database, .. _simulator is null ? Array.Empty<ISystemPart>() : [_simulator], .. _workers];

    /// <summary>The broker with user, password and virtual host: never log it.</summary>
    public Uri AmqpUri => _servers.Amqp;

    /// <summary>The broker's management API, without credentials; they are those of <see cref="AmqpUri"/>.</summary>
    public Uri ManagementUri => _servers.Management;

    /// <summary>The database: never log it.</summary>
    public string ConnectionString => _servers.ConnectionString;

    /// <summary>The simulator's address; null when the options named a venue.</summary>
    public Uri? SimulatorUrl => _simulator?.Url;

    /// <summary>The workers of one kind.</summary>
    /// <param name="kind">The kind.</param>
    public IReadOnlyList<ISystemPart> Workers(WorkerKind kind) => _byKind[kind];

    /// <summary>Starts everything and returns when every process says that it is ready.</summary>
    /// <param name="options">What to start.</param>
    /// <param name="say">Hears one line per step.</param>
    /// <param name="cancellationToken">Gives up; what was started is stopped.</param>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    /// <exception cref="LocalServiceException">A part could not be started; the message says which, and what to do.</exception>
    public static async Task<LocalSystem> StartAsync(LocalSystemOptions options, Action<string> say, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(say);
        options.Check();
        var directory = Path.GetFullPath(options.DataDirectory);
        Directory.CreateDirectory(directory);
        say($"data folder: {directory}");
        var servers = await LocalServers.StartAsync(directory, options.Services, cancellationToken);
        var system = Compose(options, directory, servers, say);
        try
        {
            say($"broker: {system.Broker.Address}");
            say($"database: {system.Database.Address}");
            await system.StartProcessesAsync(say, cancellationToken);
            // The workers have declared their queues: from here on the broker may be killed without losing one.
            await servers.FlushBrokerAsync(cancellationToken);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops everything in order.</summary>
    /// <param name="say">Hears one line per part.</param>
    public async Task StopAsync(Action<string> say)
    {
        ArgumentNullException.ThrowIfNull(say);
        await Task.WhenAll(_workers.Select(worker => StopAsync(worker, say)));
        if (_simulator is not null)
            await StopAsync(_simulator, say);
        await StopAsync(Broker, say);
        await StopAsync(Database, say);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_workers.Select(worker => worker.DisposeAsync().AsTask()));
        if (_simulator is not null)
            await _simulator.DisposeAsync();
        await _servers.DisposeAsync();
    }

    private static async Task StopAsync(ISystemPart part, Action<string> say)
    {
        await part.StopAsync(CancellationToken.None);
        say($"{part.Name}: stopped");
    }

    private static LocalSystem Compose(LocalSystemOptions options, string directory, LocalServers servers, Action<string> say)
    {
        var simulator = options.Venue is null ? SimulatorOf(options, directory, say) : null;
        var workers = new List<(WorkerKind, ChildProcess)>();
        foreach (var kind in Enum.GetValues<WorkerKind>())
        {
            var count = options.Workers.GetValueOrDefault(kind, 1);
            for (var number = 1; number <= count; number++)
                workers.Add((kind, WorkerOf(options, directory, servers, simulator, kind, number, say)));
        }

        return new LocalSystem(servers, simulator, workers);
    }

    private static ChildProcess SimulatorOf(LocalSystemOptions options, string directory, Action<string> say)
    {
        var address = options.SimulatorPort == 0 ? null : new Uri($"http://127.0.0.1:{options.SimulatorPort}/");
        return new ChildProcess("simulator", directory, Plan, address, "admin/health", say, TimeProvider.System);

        ProcessPlan Plan(Uri url) => new(
            [
                .. ProgramFiles.Command("ExchangeSimulator"), "--port", url.Port.ToString(CultureInfo.InvariantCulture),
                "--seed", options.SimulatorSeed.ToString(CultureInfo.InvariantCulture), "--faults", options.SimulatorFaults,
            ],
            ImmutableDictionary<string, string>.Empty);
    }

    private static ChildProcess WorkerOf(
        LocalSystemOptions options, string directory, LocalServers servers, ChildProcess? simulator, WorkerKind kind, int number,
        Action<string> say)
    {
        var program = kind switch
        {
            WorkerKind.Risk => "RiskWorker",
            WorkerKind.Exchange => "ExchangeWorker",
            _ => "OrderSaga",
        };
        var name = string.Create(CultureInfo.InvariantCulture, $"{kind.ToString().ToLowerInvariant()}-{number}");
        return new ChildProcess(name, directory, Plan, null, "health/ready", say, TimeProvider.System);

        ProcessPlan Plan(Uri health) => new(
            ProgramFiles.Command(program),
            WorkerSettings.For(options, servers.Amqp, servers.ConnectionString, simulator?.Url, kind, health));
    }

    private async Task StartProcessesAsync(Action<string> say, CancellationToken cancellationToken)
    {
        await using (var services = DatabaseServices.Create(ConnectionString))
        {
            var applied = await services.GetRequiredService<IDatabaseMigrator>().MigrateAllAsync(cancellationToken);
            say($"migrations: {applied} applied");
        }

        if (_simulator is not null)
        {
            await _simulator.RestartAsync(cancellationToken);
            say($"{_simulator.Name}: {_simulator.Address}");
        }

        foreach (var worker in _workers)
            await worker.StartAsync(cancellationToken);
        var failures = await Task.WhenAll(_workers.Select(worker => ReadyAsync(worker, say, cancellationToken)));

        // All of them: what they have in common says more than what the first of them says.
        if (failures.OfType<string>().ToList() is { Count: > 0 } told)
        {
            throw new LocalServiceException(string.Join(
                System.Environment.NewLine + System.Environment.NewLine,
                [.. told, $"Broker {(Broker.IsRunning ? "runs" : "has ended")}, database {(Database.IsRunning ? "runs" : "has ended")}."]));
        }
    }

    /// <returns>Why the worker is not ready; null when it is.</returns>
    private static async Task<string?> ReadyAsync(ChildProcess worker, Action<string> say, CancellationToken cancellationToken)
    {
        try
        {
            await worker.WaitUntilReadyAsync(cancellationToken);
            say($"{worker.Name}: {worker.Address} (log {worker.LogFile})");
            return null;
        }
        catch (LocalServiceException exception)
        {
            return exception.Message;
        }
    }
}
