using Bot3.Messaging.LocalServices;
using DotNet.Testcontainers.Builders;
using Npgsql;
using Testcontainers.PostgreSql;
using Testcontainers.RabbitMq;

namespace Bot3.Messaging.TestKit.Services;

/// <summary>The servers of one test process: given by the environment, made in containers, or started privately.</summary>
internal sealed record TestServers(string Postgres, Uri RabbitMq, Uri RabbitMqManagement)
{
    private const int ManagementPort = 15672;

    /// <summary>Finds or starts the servers; <see cref="TestServices.Mode"/> says which way.</summary>
    public static Task<TestServers> StartAsync(CancellationToken cancellationToken) => TestServices.Mode switch
    {
        TestServicesMode.Given => Task.FromResult(Given()),
        TestServicesMode.Docker => InContainersAsync(cancellationToken),
        TestServicesMode.Private => PrivateAsync(cancellationToken),
        _ => throw new InvalidOperationException("no services: call RealInfrastructure.Require() first"),
    };

    private static TestServers Given() => new(
        Variable("BOT3_TEST_POSTGRES"), new Uri(Variable("BOT3_TEST_RABBITMQ")), new Uri(Variable("BOT3_TEST_RABBITMQ_MANAGEMENT")));

    private static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set");

    private static async Task<TestServers> PrivateAsync(CancellationToken cancellationToken)
    {
        var directory = Path.Combine(Path.GetTempPath(), $"bot3-tests-{Environment.ProcessId}-{Guid.CreateVersion7():N}");
        Directory.CreateDirectory(directory);
        var postgres = await LocalPostgres.StartAsync(Path.Combine(directory, "postgres"), null, cancellationToken);
        var rabbit = await LocalRabbitMq.StartAsync(Path.Combine(directory, "rabbitmq"), null, cancellationToken);

        // The process's end is the only moment known to come after the last test; it waits for synchronous handlers only.
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            postgres.KillAsync(CancellationToken.None).GetAwaiter().GetResult();
            rabbit.KillAsync(CancellationToken.None).GetAwaiter().GetResult();
            rabbit.StopAsync(CancellationToken.None).GetAwaiter().GetResult();
            Directory.Delete(directory, recursive: true);
        };
        return new TestServers(postgres.ConnectionString, rabbit.Uri, rabbit.ManagementUri);
    }

    private static async Task<TestServers> InContainersAsync(CancellationToken cancellationToken)
    {
        var postgres = new PostgreSqlBuilder(Image("BOT3_POSTGRES_IMAGE", "postgres:15"))
            .WithCommand("-c", "max_connections=300")
            .Build();
        var rabbit = new RabbitMqBuilder(Image("BOT3_RABBITMQ_IMAGE", "rabbitmq:3-management"))
            .WithPortBinding(ManagementPort, assignRandomHostPort: true)
            .WithWaitStrategy(Wait.ForUnixContainer()
                .UntilHttpRequestIsSucceeded(r => r.ForPort(ManagementPort).ForPath("/")))
            .Build();
        await Task.WhenAll(postgres.StartAsync(cancellationToken), rabbit.StartAsync(cancellationToken));

        // Where Testcontainers' own cleaner cannot run, nobody else removes them.
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            postgres.DisposeAsync().AsTask().GetAwaiter().GetResult();
            rabbit.DisposeAsync().AsTask().GetAwaiter().GetResult();
        };
        var server = new NpgsqlConnectionStringBuilder(postgres.GetConnectionString()) { Database = "postgres" };
        return new TestServers(
            server.ConnectionString,
            new Uri(rabbit.GetConnectionString()),
            new Uri($"http://{rabbit.Hostname}:{rabbit.GetMappedPublicPort(ManagementPort)}/"));
    }

    private static string Image(string variable, string official) => Environment.GetEnvironmentVariable(variable) ?? official;
}
