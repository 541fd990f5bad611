using Bot3.Messaging.LocalServices;
using Bot3.Messaging.TestKit.Services;

namespace Bot3.Messaging.Persistence.Tests.Crash;

/// <summary>The broker or the database dies by SIGKILL and comes back, while two processes share the work.</summary>
public sealed class ServerRestartTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "bot3-test-" + Guid.CreateVersion7().ToString("N"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Broker_KilledAndStartedAgain_LeavesEachMessageToBeHandledOnce()
    {
        RealInfrastructure.Require();
        if (!LocalRabbitMq.IsInstalled)
            Assert.Skip("needs an installed RabbitMQ of its own to kill");
        Directory.CreateDirectory(_folder);
        await using var broker = await LocalRabbitMq.StartAsync(_folder, null, Token);
        await using var database = await TestServices.CreateDatabaseAsync(Token);
        await using var bench = await CrashBench.CreateAsync(broker.Uri, database.ConnectionString);
        await RunAsync(
            bench, "Broker killed and started again", broker.FlushAsync,
            async () =>
            {
                await broker.KillAsync(Token);
                await broker.RestartAsync(Token);
            });
    }

    [Fact]
    public async Task Database_KilledAndStartedAgain_LeavesEachMessageToBeHandledOnce()
    {
        RealInfrastructure.Require();
        if (!LocalPostgres.IsInstalled)
            Assert.Skip("needs an installed Postgres of its own to kill");
        Directory.CreateDirectory(_folder);
        await using var postgres = await LocalPostgres.StartAsync(_folder, null, Token);
        await using var broker = await TestServices.CreateVirtualHostAsync(Token);
        await using var bench = await CrashBench.CreateAsync(broker.Uri, postgres.ConnectionString);
        await RunAsync(
            bench, "Database killed and started again", _ => Task.CompletedTask,
            async () =>
            {
                await postgres.KillAsync(Token);
                await postgres.RestartAsync(Token);
            });
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private static async Task RunAsync(CrashBench bench, string name, Func<CancellationToken, Task> flush, Func<Task> restart)
    {
        var rounds = CrashTable.Rounds(2);
        await using (var host = await bench.StartAsync())
        await using (var other = await bench.StartAsync())
        {
            await flush(Token);
            for (var round = 0; round < rounds; round++)
            {
                // Either may take all of it: they compete.
                var handled = Handled();
                for (var pack = 0; pack < 8; pack++)
                    await bench.SendAsync(bench.Jobs(8));
                await TestWait.UntilAsync(() => Task.FromResult(Handled() > handled), () => $"the work of round {round} under way");
                await restart();
            }

            await bench.UntilSettledAsync();

            int Handled() => host.Probe.Handled + other.Probe.Handled;
        }

        await bench.VerdictAsync(name, rounds);
    }
}
