using Bot3.Messaging.Hosting.Transport;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bot3.Messaging.Hosting.Tests;

/// <summary>A worker host on memory and the in-memory transport, with short waits, whose log can be read.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly WebApplication _host;

    private TestHost(WebApplication host, RecordingLog log)
    {
        _host = host;
        Log = log;
    }

    public RecordingLog Log { get; }

    public IServiceProvider Services => _host.Services;

    public IBus Bus => Services.GetRequiredService<IBus>();

    public Uri Url => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static Dictionary<string, string?> Settings() => new()
    {
        ["Bus:Transport"] = nameof(BusTransport.InMemory),
        ["Bus:StopTimeout"] = "00:00:20",
        ["Bus:Retry:DelayFirst"] = "00:00:00.001",
        ["Bus:Retry:DelayMax"] = "00:00:00.002",
        ["Storage:Provider"] = nameof(StorageProvider.Memory),
    };

    public static async Task<TestHost> StartAsync(IWorkerModule module, params (string Key, string Value)[] settings)
    {
        var all = Settings();
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var log = new RecordingLog();
        var builder = WorkerHost.CreateBuilder(new ConfigurationBuilder().AddInMemoryCollection(all).Build(), module);
        builder.Logging.AddProvider(log);
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new TestHost(host, log);
    }

    public Task StopAsync() => _host.StopAsync(TestContext.Current.CancellationToken);

    public async Task<(int Status, string Body)> GetAsync(string path)
    {
        using var client = new HttpClient { BaseAddress = Url };
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
