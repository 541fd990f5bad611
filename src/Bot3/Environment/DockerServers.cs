using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Bot3.Messaging.LocalServices;
using Npgsql;

namespace Bot3.Messaging.Bot3.Environment;

/// <summary>Broker and database from a Docker engine that answers and has their images; nothing is ever pulled.</summary>
internal static class DockerServers
{
    private const string User = "bot3";
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>The broker's image: <c>BOT3_RABBITMQ_IMAGE</c>, or the official one with the management plug-in.</summary>
    public static string BrokerImage => System.Environment.GetEnvironmentVariable("BOT3_RABBITMQ_IMAGE") ?? "rabbitmq:3-management";

    /// <summary>The database's image: <c>BOT3_POSTGRES_IMAGE</c>, or the official one.</summary>
    public static string DatabaseImage => System.Environment.GetEnvironmentVariable("BOT3_POSTGRES_IMAGE") ?? "postgres:15";

    /// <summary>Whether an engine answers and has both images.</summary>
    public static async Task<bool> AreAvailableAsync(CancellationToken cancellationToken) =>
        SearchPath.Find("docker") is not null
        && await DockerServer.DockerAsync(["image", "inspect", BrokerImage, DatabaseImage], ignoreFailure: true, cancellationToken) is not null;

    public static async Task<(DockerServer Server, string ConnectionString)> StartDatabaseAsync(
        string directory, CancellationToken cancellationToken)
    {
        var port = FreePort.Next();
        var password = NewPassword();
        var connectionString = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1", Port = port, Username = User, Password = password, Database = User,
        }.ConnectionString;
        var server = await DockerServer.RunAsync(
            Name("postgres", directory),
            $"Postgres (container, 127.0.0.1:{port})",
            [
                "--publish", Publish(port, 5432), "--env", $"POSTGRES_USER={User}", "--env", $"POSTGRES_PASSWORD={password}",
                "--env", $"POSTGRES_DB={User}", DatabaseImage, "-c", "max_connections=300",
            ],
            token => AcceptsQueriesAsync(connectionString, token),
            TimeProvider.System,
            cancellationToken);
        return (server, connectionString);
    }

    public static async Task<(DockerServer Server, Uri Amqp, Uri Management)> StartBrokerAsync(
        string directory, CancellationToken cancellationToken)
    {
        var ports = FreePort.Next(2);
        var password = NewPassword();
        var amqp = new Uri($"amqp://{User}:{password}@127.0.0.1:{ports[0]}/");
        var management = new Uri($"http://127.0.0.1:{ports[1]}/");
        var server = await DockerServer.RunAsync(
            Name("rabbitmq", directory),
            $"RabbitMQ (container, 127.0.0.1:{ports[0]})",
            [
                // A node's data belongs to its name, and the name holds the host's.
                "--hostname", "bot3-broker", "--publish", Publish(ports[0], 5672), "--publish", Publish(ports[1], 15672),
                "--env", $"RABBITMQ_DEFAULT_USER={User}", "--env", $"RABBITMQ_DEFAULT_PASS={password}", BrokerImage,
            ],
            token => KnowsUserAsync(management, password, token),
            TimeProvider.System,
            cancellationToken);
        return (server, amqp, management);
    }

    private static string Publish(int port, int inside) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}:{inside}");

    private static string NewPassword() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(18));

    // One system per data folder; two on one machine must not remove each other's containers.
    private static string Name(string server, string directory) =>
        $"bot3-{server}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(directory))))[..12]}";

    private static async Task<bool> AcceptsQueriesAsync(string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = NpgsqlDataSource.Create(connectionString);
            await using var command = source.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException or IOException)
        {
            // Not up yet; the caller has a limit.
            return false;
        }
    }

    private static async Task<bool> KnowsUserAsync(Uri management, string password, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(management, "api/whoami"));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{password}")));
        try
        {
            using var answer = await Http.SendAsync(request, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException
            || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Not up yet; the caller has a limit.
            return false;
        }
    }
}
