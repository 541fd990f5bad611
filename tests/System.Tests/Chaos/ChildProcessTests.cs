using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Bot3.Messaging.Bot3.Environment;
using Bot3.Messaging.LocalServices;

namespace Bot3.Messaging.System_Tests.Chaos;

/// <summary>A child that does not start says why; one whose port was taken meanwhile gets another.</summary>
public sealed class ChildProcessTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("bot3-child-");
    private readonly List<string> _said = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Child_ThatEndsWhileStarting_TellsExitCodeReadinessAndLastLines()
    {
        await using var child = Child("child", _ => Shell("for n in $(seq 60); do echo line $n; done; echo why; exit 7"), null);

        var failure = await Assert.ThrowsAsync<LocalServiceException>(() => child.RestartAsync(Token));

        var lines = failure.Message.Split(Environment.NewLine);
        Assert.Equal("child ended while starting (exit code 7).", lines[0]);
        Assert.Contains(lines, line => line.StartsWith("Readiness: asked ", StringComparison.Ordinal)
            && line.Contains($"{child.Address}/health/ready: HttpRequestException: Connection refused", StringComparison.Ordinal));
        Assert.Equal(49, lines.Count(line => line.StartsWith("line ", StringComparison.Ordinal)));
        Assert.Contains("why", lines);
        Assert.Empty(_said);
    }

    [Fact]
    public async Task Child_WhosePortWasTakenBeforeItCouldBindIt_StartsOnAnotherAndSaysWhy()
    {
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        var ports = new List<int>();
        await using var child = Child("simulator", Simulator, null);
        stranger.Start();

        await child.RestartAsync(Token);

        Assert.Equal(2, ports.Distinct().Count());
        Assert.Equal(new Uri($"http://127.0.0.1:{ports[^1]}/"), child.Url);
        Assert.Contains(" was taken by another process before it could be bound; trying ", Assert.Single(_said), StringComparison.Ordinal);

        // What others know by now is kept: killed and started again, it is where it was.
        await child.KillAsync(Token);
        await child.RestartAsync(Token);
        Assert.Equal(ports[^2], ports[^1]);

        // The first time it is sent to where somebody else is.
        ProcessPlan Simulator(Uri url)
        {
            ports.Add(url.Port);
            var port = ports.Count == 1 ? ((IPEndPoint)stranger.LocalEndpoint).Port : url.Port;
            return new(
                [.. ProgramFiles.Command("ExchangeSimulator"), "--port", port.ToString(CultureInfo.InvariantCulture)],
                ImmutableDictionary<string, string>.Empty);
        }
    }

    [Fact]
    public async Task Child_WithAnAddressThatWasAskedFor_IsNotMoved()
    {
        await using var child = Child("child", _ => Shell("echo 'bind: Address already in use'; exit 1"), new Uri("http://127.0.0.1:9/"));

        var failure = await Assert.ThrowsAsync<LocalServiceException>(() => child.RestartAsync(Token));

        Assert.Contains("Address already in use", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_said);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private ChildProcess Child(string name, Func<Uri, ProcessPlan> plan, Uri? address) =>
        new(name, _directory.FullName, plan, address, name == "simulator" ? "admin/health" : "health/ready", _said.Add, TimeProvider.System);

    private static ProcessPlan Shell(string script) => new(["sh", "-c", script], ImmutableDictionary<string, string>.Empty);
}
