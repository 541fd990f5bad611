using Bot3.Messaging.Contracts;
using Bot3.Messaging.Hosting;
using Bot3.Messaging.Hosting.Broadcasting;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.RiskWorker.Tests.Hosting;

/// <summary>The module as it runs: broadcasts in, commands in, facts out, over the in-memory bus and store.</summary>
public sealed class RiskModuleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Module_AskedForADecision_WaitsForPricesThenAnswers()
    {
        var heard = new Heard();
        await using var host = Build(heard, []);
        await host.StartAsync(Token);
        var bus = host.Services.GetRequiredService<IBus>();
        var endpoint = await bus.GetSendEndpoint(new Uri($"queue:{WireNames.RiskCheckQueue}"));
        var (good, bad) = (Samples.Buy(), Samples.Buy(stopLoss: null));
        await endpoint.Send(new CheckRisk { OrderId = good.OrderId, Order = good, RequestedAt = TimeProvider.System.GetUtcNow() }, Token);
        await endpoint.Send(new CheckRisk { OrderId = bad.OrderId, Order = bad, RequestedAt = TimeProvider.System.GetUtcNow() }, Token);

        var broadcaster = host.Services.GetRequiredService<IBroadcaster>();
        var now = TimeProvider.System.GetUtcNow();
        await broadcaster.PublishAsync(Samples.Rules(now), TimeSpan.FromMinutes(1), Token);
        await broadcaster.PublishAsync(Samples.Balances(now), TimeSpan.FromMinutes(1), Token);
        await broadcaster.PublishAsync(Samples.Market(now), TimeSpan.FromMinutes(1), Token);

        Assert.Equal(good.OrderId, (await heard.Approved.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, Token)).OrderId);
        var denied = await heard.Denied.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, Token);
        Assert.Equal((bad.OrderId, "StopLossMissing"), (denied.OrderId, Assert.Single(denied.Reasons).Code));
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task Module_TooSmallALimit_FailsAtStartNamingTheKey()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(async () =>
        {
            await using var host = Build(new Heard(), new() { ["Risk:Accounts:main:RiskPerTradeUsdMax"] = "0" });
            await host.StartAsync(Token);
        });
        Assert.Equal(["Risk:Accounts:main:RiskPerTradeUsdMax was 0: must be above zero; leave it out to deny."], error.Failures);
    }

    private static Microsoft.AspNetCore.Builder.WebApplication Build(Heard heard, Dictionary<string, string?> more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Bus:Transport"] = "InMemory",
            ["Storage:Provider"] = "Memory",
            ["Health:Url"] = "http://127.0.0.1:0",
            ["Risk:Accounts:main:Venue"] = "binance",
            ["Risk:Accounts:main:PositionSizeUsdMax"] = "100000",
            ["Risk:Accounts:main:RiskPerTradeUsdMax"] = "2000",
            ["Risk:Accounts:main:MarketPriceAgeMax"] = "00:01:00",
            ["Risk:Accounts:main:PriceCollarRatio"] = "0.05",
            ["Risk:SnapshotPatience"] = "00:00:30",
        };
        foreach (var (key, value) in more)
            settings[key] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var builder = WorkerHost.CreateBuilder(configuration, new RiskModule(), new ListenerModule());
        builder.Services.AddSingleton(heard);
        return builder.Build();
    }

    private sealed class Heard
    {
        public TaskCompletionSource<RiskApproved> Approved { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<RiskDenied> Denied { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Listener(Heard heard) : IConsumer<RiskApproved>, IConsumer<RiskDenied>
    {
        public Task Consume(ConsumeContext<RiskApproved> context)
        {
            heard.Approved.TrySetResult(context.Message);
            return Task.CompletedTask;
        }

        public Task Consume(ConsumeContext<RiskDenied> context)
        {
            heard.Denied.TrySetResult(context.Message);
            return Task.CompletedTask;
        }
    }

    private sealed class ListenerModule : IWorkerModule
    {
        public string Name => "listener";

        public void ConfigureServices(IServiceCollection services, IConfiguration configuration)
        {
        }

        public void ConfigureBus(IBusRegistrationConfigurator bus) => bus.AddConsumer<Listener>();

        public void ConfigureTopology(IBusRegistrationContext context, IBusFactoryConfigurator bus)
        {
        }
    }
}
