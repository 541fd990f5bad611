using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Bot3.Messaging.LocalServices;

/// <summary>
/// A private RabbitMQ node: own data folder, node name, cookie, name service (epmd) and ports, all on 127.0.0.1, so that any number of them
/// live beside each other and beside the machine's own. The management API is on, since virtual hosts and users are made through it.
/// </summary>
public sealed class LocalRabbitMq : ILocalServer
{
    private const string User = "rabbitmq";
    private const string InstallCommand = "apt-get install -y --no-install-recommends rabbitmq-server";
    private const string Scripts = "/usr/lib/rabbitmq/bin";
    private const string LoopbackOnly = "-kernel inet_dist_use_interface {127,0,0,1}";
    private const string FlushExpression = "ok = mnesia:sync_log(), [ok = dets:sync(T) || T <- dets:all()], ok.";
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(120);

    private readonly ServerAccount account;
    private readonly ServerProcess server;
    private readonly ServerProcess nameService;
    private readonly RabbitMqInstance instance;
    private readonly string directory;
    private readonly HttpClient http;

    private LocalRabbitMq(ServerAccount account, RabbitMqInstance instance, string directory, string password)
    {
        this.account = account;
        this.instance = instance;
        this.directory = directory;
        Password = password;
        server = new ServerProcess(directory, "rabbitmq", Signals.Terminate, TimeProvider.System);
        nameService = new ServerProcess(directory, "epmd", Signals.Terminate, TimeProvider.System);
        http = new HttpClient { BaseAddress = ManagementUri, Timeout = TimeSpan.FromSeconds(5) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{UserName}:{password}")));
    }

    /// <summary>Whether a RabbitMQ server is installed on this machine.</summary>
    public static bool IsInstalled => OperatingSystem.IsLinux() && FindServer() is not null;

    /// <summary>The AMQP port on 127.0.0.1.</summary>
    public int Port => instance.Port;

    /// <summary>The administrator's name: <c>bot3</c>.</summary>
    public string UserName { get; } = "bot3";

    /// <summary>The administrator's password, made at random for this data folder. Never log it.</summary>
    public string Password { get; }

    /// <summary>The AMQP address with user and password, virtual host <c>/</c>. Holds a password: never log it.</summary>
    public Uri Uri => new($"amqp://{UserName}:{Password}@127.0.0.1:{Port}/");

    /// <summary>The management API's address, without credentials; they are those of <see cref="UserName"/>.</summary>
    public Uri ManagementUri => new($"http://127.0.0.1:{instance.ManagementPort}/");

    /// <inheritdoc />
    public string Description => $"RabbitMQ (private instance, 127.0.0.1:{Port})";

    /// <inheritdoc />
    public bool IsRunning => server.IsRunning;

    /// <summary>Starts a node on a data folder, which is made on first use and kept afterwards.</summary>
    /// <param name="dataDirectory">The folder; one node at a time may use it. What a killed owner left running on it is ended
    /// first.</param>
    /// <param name="port">The AMQP port on 127.0.0.1, or null for the folder's former one, or any free one.</param>
    /// <param name="cancellationToken">Gives up; what was started is ended.</param>
    /// <exception cref="LocalServiceException">Not installed, or not ready in time; the message says what to do.</exception>
    public static async Task<LocalRabbitMq> StartAsync(string dataDirectory, int? port, CancellationToken cancellationToken)
    {
        if (!IsInstalled)
        {
            throw new LocalServiceException($"RabbitMQ is not installed; install it: {InstallCommand}");
        }

        var account = ServerAccount.For(User);
        var directory = Path.GetFullPath(dataDirectory);
        Directory.CreateDirectory(directory);
        var password = Secret.ReadOrCreate(Path.Combine(directory, "password"));
        var rabbit = new LocalRabbitMq(account, RabbitMqInstance.ReadOrCreate(directory, port), directory, password);
        try
        {
            await rabbit.server.EndLeftoverAsync(directory, cancellationToken);
            await rabbit.nameService.EndLeftoverAsync("epmd", cancellationToken);
            rabbit.WriteConfiguration();
            await account.PrepareDirectoryAsync(directory, cancellationToken);
            await rabbit.RunAsync(cancellationToken);
            return rabbit;
        }
        catch
        {
            rabbit.http.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Has the broker write to disk what it knows of queues, exchanges, bindings and users. It confirms messages only once they are on
    /// disk,
    /// but writes a declaration up to two seconds later (Mnesia's log) and the name under which a new quorum queue finds its log again up
    /// to
    /// half a second later (Ra's directory). A queue whose broker is killed before that is gone, or comes back empty and without a leader.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LocalServiceException">The broker does not run, or refused.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var command = Command(FindProgram("rabbitmqctl")!, "-q", "-n", instance.NodeName, "eval", FlushExpression);
        command.Environment["RABBITMQ_CTL_ERL_ARGS"] = LoopbackOnly;
        await ShortCommand.RunAsync(command, cancellationToken);
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
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await server.StopAsync(cancellationToken);
        await nameService.StopAsync(cancellationToken);
    }

    /// <summary>Stops the node.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        http.Dispose();
    }

    private static string? FindServer() => FindProgram("rabbitmq-server");

    // Debian's wrappers on PATH turn everybody away but root and rabbitmq; the scripts behind them do not care who runs them.
    private static string? FindProgram(string name) =>
        File.Exists(Path.Combine(Scripts, name)) ? Path.Combine(Scripts, name) : SearchPath.Find(name);

    private void WriteConfiguration()
    {
        Secret.Write(
            Path.Combine(directory, "rabbitmq.conf"),
            string.Create(CultureInfo.InvariantCulture, $"""
                listeners.tcp.default = 127.0.0.1:{instance.Port}
                management.tcp.ip = 127.0.0.1
                management.tcp.port = {instance.ManagementPort}
                default_user = {UserName}
                default_pass = {Password}
                default_user_tags.administrator = true
                disk_free_limit.absolute = 200MB
                log.file.level = info

                """));
        File.WriteAllText(Path.Combine(directory, "enabled_plugins"), "[rabbitmq_management].\n");

        // The cookie lets a command-line tool in, and must be the owner's alone.
        var cookie = Path.Combine(directory, ".erlang.cookie");
        if (!File.Exists(cookie))
        {
            Secret.ReadOrCreate(cookie);
            File.SetUnixFileMode(cookie, UnixFileMode.UserRead);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!nameService.IsRunning)
            {
                // The node would start a name service itself, but one that outlives it and that nobody stops.
                nameService.Start(Command("epmd", "-port", Text(instance.NameServicePort), "-address", "127.0.0.1"));
                await nameService.WaitUntilReadyAsync(
                    token => AcceptsAsync(instance.NameServicePort, token), ReadyLimit, cancellationToken);
            }

            server.Start(Command(FindServer()!));
            await server.WaitUntilReadyAsync(IsReadyAsync, ReadyLimit, cancellationToken);
        }
        catch
        {
            await server.KillAsync(CancellationToken.None);
            await nameService.StopAsync(CancellationToken.None);
            throw;
        }
    }

    private ProcessStartInfo Command(string program, params IEnumerable<string> arguments)
    {
        var command = account.Command(program, arguments);
        command.WorkingDirectory = directory;
        var environment = command.Environment;
        environment["HOME"] = directory;
        environment["ERL_EPMD_PORT"] = Text(instance.NameServicePort);
        environment["ERL_EPMD_ADDRESS"] = "127.0.0.1";
        environment["RABBITMQ_NODENAME"] = instance.NodeName;
        environment["RABBITMQ_DIST_PORT"] = Text(instance.DistributionPort);
        environment["RABBITMQ_MNESIA_BASE"] = Path.Combine(directory, "mnesia");
        environment["RABBITMQ_LOG_BASE"] = Path.Combine(directory, "log");
        environment["RABBITMQ_PID_FILE"] = Path.Combine(directory, "node.pid");
        environment["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(directory, "generated");
        environment["RABBITMQ_CONFIG_FILE"] = Path.Combine(directory, "rabbitmq.conf");
        environment["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(directory, "advanced.config");
        environment["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(directory, "rabbitmq-env.conf");
        environment["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(directory, "enabled_plugins");

        // Without this the distribution port would be open on all interfaces.
        environment["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = LoopbackOnly;
        return command;
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        if (!await AcceptsAsync(instance.Port, cancellationToken))
        {
            return false;
        }

        try
        {
            using var answer = await http.GetAsync(new Uri("api/whoami", UriKind.Relative), cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // The management listener opens a little after the AMQP one.
            return false;
        }
    }

    private static async Task<bool> AcceptsAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
