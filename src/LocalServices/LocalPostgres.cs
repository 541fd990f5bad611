using System.Globalization;

namespace Bot3.Messaging.LocalServices;

/// <summary>
/// A private Postgres server: own data folder, own port on 127.0.0.1, nothing shared with a server that the machine already runs.
/// </summary>
public sealed class LocalPostgres : ILocalServer
{
    private const string User = "postgres";
    private const string InstallCommand = "apt-get install -y --no-install-recommends postgresql";
    private const int MaxConnections = 300;
    private const int StatusLine = 7;
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(60);

    private readonly ServerAccount account;
    private readonly ServerProcess server;
    private readonly string binaries;
    private readonly string cluster;
    private readonly string password;

    private LocalPostgres(ServerAccount account, ServerProcess server, string binaries, string directory, string password, int port)
    {
        this.account = account;
        this.server = server;
        this.binaries = binaries;
        this.password = password;
        cluster = Path.Combine(directory, "cluster");
        Port = port;
    }

    /// <summary>Whether a Postgres server is installed on this machine.</summary>
    public static bool IsInstalled => OperatingSystem.IsLinux() && FindBinaries() is not null;

    /// <summary>The TCP port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Npgsql connection string of the superuser on database <c>postgres</c>. Holds a password: never log it.</summary>
    public string ConnectionString =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username={User};Password={password};Database=postgres");

    /// <inheritdoc />
    public string Description => $"Postgres (private instance, 127.0.0.1:{Port})";

    /// <inheritdoc />
    public bool IsRunning => server.IsRunning;

    /// <summary>Starts a server on a data folder, which is made on first use and kept afterwards.</summary>
    /// <param name="dataDirectory">The folder; one server at a time may use it. What a killed owner left running on it is ended
    /// first.</param>
    /// <param name="port">The port on 127.0.0.1, or null for any free one.</param>
    /// <param name="cancellationToken">Gives up; what was started is ended.</param>
    /// <exception cref="LocalServiceException">Not installed, or not ready in time; the message says what to do.</exception>
    public static async Task<LocalPostgres> StartAsync(string dataDirectory, int? port, CancellationToken cancellationToken)
    {
        var binaries = (OperatingSystem.IsLinux() ? FindBinaries() : null)
            ?? throw new LocalServiceException($"Postgres is not installed; install it: {InstallCommand}");
        var account = ServerAccount.For(User);
        var directory = Path.GetFullPath(dataDirectory);
        var process = new ServerProcess(directory, "postgres", Signals.Interrupt, TimeProvider.System);
        await process.EndLeftoverAsync(directory, cancellationToken);
        await account.PrepareDirectoryAsync(directory, cancellationToken);
        var password = Secret.ReadOrCreate(Path.Combine(directory, "password"));
        await account.PrepareDirectoryAsync(directory, cancellationToken);
        var postgres = new LocalPostgres(account, process, binaries, directory, password, port ?? FreePort.Next());
        await postgres.InitialiseAsync(directory, cancellationToken);
        await postgres.RunAsync(cancellationToken);
        return postgres;
    }

    /// <inheritdoc />
    public Task KillAsync(CancellationToken cancellationToken) => server.KillAsync(cancellationToken);

    /// <inheritdoc />
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await server.StopAsync(cancellationToken);
        await RunAsync(cancellationToken);
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);

    /// <summary>Stops the server.</summary>
    public async ValueTask DisposeAsync() => await server.StopAsync(CancellationToken.None);

    private static string? FindBinaries()
    {
        const string Debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderByDescending(d => d, StringComparer.Ordinal).Select(d => Path.Combine(d, "bin"))
            : [];
        return versions.Concat(SearchPath.Directories())
            .FirstOrDefault(d => File.Exists(Path.Combine(d, "postgres")) && File.Exists(Path.Combine(d, "initdb")));
    }

    private async Task InitialiseAsync(string directory, CancellationToken cancellationToken)
    {
        if (File.Exists(Path.Combine(cluster, "PG_VERSION")))
        {
            return;
        }

        var initialise = account.Command(
            Path.Combine(binaries, "initdb"),
            "-D", cluster, "-U", User, "-A", "scram-sha-256", "--pwfile", Path.Combine(directory, "password"),
            "-E", "UTF8", "--locale=C.UTF-8");
        initialise.WorkingDirectory = directory;
        await ShortCommand.RunAsync(initialise, cancellationToken);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        // No Unix socket: its path has a length limit that a deep data folder breaks.
        var command = account.Command(
            Path.Combine(binaries, "postgres"),
            "-D", cluster, "-p", Port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", $"max_connections={MaxConnections}");
        command.WorkingDirectory = cluster;
        server.Start(command);
        try
        {
            await server.WaitUntilReadyAsync(IsReadyAsync, ReadyLimit, cancellationToken);
        }
        catch
        {
            await server.KillAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>The server writes its state into its lock file: line 1 the process id, line 8 <c>ready</c> once recovery is over.</summary>
    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            var lines = await File.ReadAllLinesAsync(Path.Combine(cluster, "postmaster.pid"), cancellationToken);
            return lines.Length > StatusLine
                && lines[0] == server.Id?.ToString(CultureInfo.InvariantCulture)
                && lines[StatusLine].Trim() == "ready";
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }
}
