using System.Collections.Immutable;
using System.Globalization;
using Bot3.Messaging.Bot3.Commands.Bench.Measure;
using Bot3.Messaging.Bot3.Commands.Bench.Stub;
using Bot3.Messaging.Bot3.Environment;
using Bot3.Messaging.LocalServices;
using Bot3.Messaging.Persistence.Schema;

namespace Bot3.Messaging.Bot3.Commands.Bench;

/// <summary>
/// The system under measurement: private servers, the venue and three worker processes. The workers can be replaced by others with other
/// settings on the same servers.
/// </summary>
internal sealed class BenchSystem : IAsyncDisposable
{
    private readonly BenchOptions _options;
    private readonly LocalServers _servers;
    private readonly string _directory;
    private readonly Action<string> _say;
    private ChildProcess? _simulator;
    private IReadOnlyList<ChildProcess> _workers = [];

    private BenchSystem(BenchOptions options, LocalServers servers, string directory, Action<string> say) =>
        (_options, _servers, _directory, _say) = (options, servers, directory, say);

    /// <summary>The broker with user, password and virtual host: never log it.</summary>
    public Uri Amqp => _servers.Amqp;

    /// <summary>The broker's management API.</summary>
    public Uri Management => _servers.Management;

    /// <summary>The database: never log it.</summary>
    public string ConnectionString => _servers.ConnectionString;

    /// <summary>The simulator's address; null with the stub.</summary>
    public Uri? SimulatorUrl => _simulator?.Url;

    /// <summary>The pairs traded.</summary>
    public static ImmutableArray<string> Symbols { get; } = [.. StubMarket.Prices.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The top processes of every part, by name.</summary>
    public IReadOnlyDictionary<string, int> Processes()
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["broker"] = Path.Combine(_directory, "rabbitmq", "rabbitmq.pid"),
            ["database"] = Path.Combine(_directory, "postgres", "postgres.pid"),
        };
        foreach (var process in _workers.Concat(_simulator is null ? [] : [_simulator]))
            files[process.Name] = Path.Combine(_directory, process.Name + ".pid");
        return files.ToDictionary(
            file => file.Key, file => int.Parse(File.ReadAllText(file.Value), CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    /// <summary>The top processes of the workers alone.</summary>
    public IReadOnlyDictionary<string, int> WorkerProcesses() => Processes()
        .Where(process => _workers.Any(worker => worker.Name == process.Key)).ToDictionary(StringComparer.Ordinal);

    /// <summary>Starts everything and returns when every process says that it is ready.</summary>
    /// <param name="options">The benchmark.</param>
    /// <param name="say">Hears one line per step.</param>
    /// <param name="cancellationToken">Gives up; what was started is stopped.</param>
    /// <exception cref="LocalServiceException">A part could not be started; the message says which, and what to do.</exception>
    public static async Task<BenchSystem> StartAsync(BenchOptions options, Action<string> say, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(say);
        var directory = Path.GetFullPath(options.DataDirectory);
        Directory.CreateDirectory(directory);

        // Never containers: their processes' CPU time could not be read.
        var servers = await LocalServers.StartAsync(directory, ServiceSource.Installed, cancellationToken);
        var system = new BenchSystem(options, servers, directory, say);
        try
        {
            await using (var services = DatabaseServices.Create(system.ConnectionString))
                await services.GetRequiredService<IDatabaseMigrator>().MigrateAllAsync(cancellationToken);
            if (options.Venue == BenchVenue.Simulator)
                await system.StartSimulatorAsync(cancellationToken);
            await system.StartWorkersAsync(new WorkerTuning(options.GroupSize, options.Packs), cancellationToken);
            await servers.FlushBrokerAsync(cancellationToken);
            say($"broker, database and {system._workers.Count} workers are ready (logs in {directory})");
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the workers in good order and starts others on the same servers.</summary>
    /// <param name="tuning">Their settings.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LocalServiceException">A worker did not become ready.</exception>
    public async Task RestartWorkersAsync(WorkerTuning tuning, CancellationToken cancellationToken)
    {
        await StopWorkersAsync();
        await StartWorkersAsync(tuning, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopWorkersAsync();
        if (_simulator is not null)
            await _simulator.DisposeAsync();
        await _servers.DisposeAsync();
    }

    private async Task StopWorkersAsync()
    {
        await Task.WhenAll(_workers.Select(worker => worker.DisposeAsync().AsTask()));
        _workers = [];
    }

    private async Task StartSimulatorAsync(CancellationToken cancellationToken)
    {
        _simulator = new ChildProcess(CpuMeter.Venue, _directory, Plan, null, "admin/health", _say, TimeProvider.System);
        await _simulator.RestartAsync(cancellationToken);

        static ProcessPlan Plan(Uri url) => new(
            [.. ProgramFiles.Command("Bot3"), FastSimulatorCommand.Name, "--port", url.Port.ToString(CultureInfo.InvariantCulture)],
            ImmutableDictionary<string, string>.Empty);
    }

    private async Task StartWorkersAsync(WorkerTuning tuning, CancellationToken cancellationToken)
    {
        var local = new LocalSystemOptions
        {
            DataDirectory = _directory, Symbols = Symbols, Settings = BenchSettings.Create().SetItems(tuning.Settings()),
        };
        _workers = [.. Enum.GetValues<WorkerKind>().Select(kind => WorkerOf(local, kind))];
        foreach (var worker in _workers)
            await worker.StartAsync(cancellationToken);
        await Task.WhenAll(_workers.Select(worker => worker.WaitUntilReadyAsync(cancellationToken)));
    }

    private ChildProcess WorkerOf(LocalSystemOptions local, WorkerKind kind)
    {
        var command = (kind, _options.Venue) switch
        {
            (WorkerKind.Exchange, BenchVenue.Stub) => [.. ProgramFiles.Command("Bot3"), StubVenueCommand.Name],
            (WorkerKind.Exchange, _) => ProgramFiles.Command("ExchangeWorker"),
            (WorkerKind.Risk, _) => ProgramFiles.Command("RiskWorker"),
            _ => ProgramFiles.Command("OrderSaga"),
        };
        var name = kind switch
        {
            WorkerKind.Exchange => "exchange-worker",
            WorkerKind.Risk => "risk-worker",
            _ => "order-saga",
        };
        return new ChildProcess(name, _directory, Plan, null, "health/ready", _say, TimeProvider.System);

        // The stub's worker demands an exchange's settings as any other does; nothing listens on that port, and nobody calls.
        ProcessPlan Plan(Uri health) => new(
            command,
            WorkerSettings.For(
                local, _servers.Amqp, _servers.ConnectionString, SimulatorUrl ?? new Uri("http://127.0.0.1:1/"), kind, health));
    }
}
