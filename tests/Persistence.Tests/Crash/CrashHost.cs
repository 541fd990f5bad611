using Bot3.Messaging.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bot3.Messaging.Persistence.Tests.Crash;

/// <summary>A worker host in the tests' own process, which no test kills: the others' heir.</summary>
internal sealed class CrashHost : IAsyncDisposable
{
    private readonly WebApplication _host;

    private CrashHost(WebApplication host, CrashProbe probe)
    {
        _host = host;
        Probe = probe;
    }

    public CrashProbe Probe { get; }

    public IServiceProvider Services => _host.Services;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<CrashHost> StartAsync(Dictionary<string, string?> settings)
    {
        var module = new CrashModule(CrashSwitch.Off);
        var host = WorkerHost.CreateBuilder(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), module).Build();
        await host.StartAsync(Token);
        return new CrashHost(host, module.Probe);
    }

    /// <summary>What the process says of its own readiness.</summary>
    public async Task<(int Status, string Body)> ReadyAsync()
    {
        var address = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        using var response = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Token);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        await _host.DisposeAsync();
    }
}
