using System.Text;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.Hosting;
using Bot3.Messaging.OrderSaga.Persistence;
using Bot3.Messaging.OrderSaga.Tests.Intake;
using Bot3.Messaging.OrderSaga.Tests.StateMachines;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bot3.Messaging.OrderSaga.Tests;

/// <summary>The module in a real worker host, with its real outbox, on the in-memory transport.</summary>
public sealed class WorkerHostTests
{
    [Fact]
    public async Task PlainJson_OnTheSubmitExchange_EndsFilled()
    {
        var token = TestContext.Current.CancellationToken;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Provider"] = "Memory", ["Bus:Transport"] = "InMemory", ["Health:Url"] = "http://127.0.0.1:0",
        }).Build();
        await using var host = WorkerHost.CreateBuilder(configuration, new OrderSagaModule(), new CounterpartModule()).Build();
        await host.StartAsync(token);

        var endpoint = await host.Services.GetRequiredService<IBusControl>()
            .GetSendEndpoint(new Uri($"exchange:{WireNames.SubmitOrderExchange}?type=fanout"));
        await endpoint.Send(
            new SagaBench.Nothing(),
            context => context.Serializer = new FixedBodySerializer(Encoding.UTF8.GetBytes(SubmitOrderReaderTests.Good)),
            token);

        var queries = host.Services.GetRequiredService<IOrderQueries>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (await queries.CountAsync(OrderStatus.Filled, patience.Token) == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        var order = Assert.Single(await queries.ListAsync(new OrderFilter(), token));
        Assert.Equal((0.5m, 100.25m), (order.FilledQuantity, order.AveragePrice));
        await host.StopAsync(token);
    }

    /// <summary>Risk and venue that say yes.</summary>
    private sealed class CounterpartModule : IWorkerModule
    {
        public string Name => "counterpart";

        public void ConfigureServices(IServiceCollection services, IConfiguration configuration)
        {
        }

        public void ConfigureBus(IBusRegistrationConfigurator bus)
        {
            bus.AddConsumer<Risk>().Endpoint(endpoint => endpoint.Name = WireNames.RiskCheckQueue);
            bus.AddConsumer<Venue>().Endpoint(endpoint => endpoint.Name = WireNames.ExchangeCommandsQueue("main"));
        }

        public void ConfigureTopology(IBusRegistrationContext context, IBusFactoryConfigurator bus)
        {
        }
    }

    public sealed class Risk : IConsumer<CheckRisk>
    {
        public Task Consume(ConsumeContext<CheckRisk> context) =>
            context.Publish(Sample.Approved(context.Message.OrderId), context.CancellationToken);
    }

    public sealed class Venue : IConsumer<PlaceOrder>
    {
        public async Task Consume(ConsumeContext<PlaceOrder> context)
        {
            await context.Publish(Sample.Accepted(context.Message.OrderId), context.CancellationToken);
            var fill = Sample.Fill(context.Message.OrderId, "t1", context.Message.Quantity, context.Message.LimitPrice!.Value);
            await context.Publish(fill, context.CancellationToken);
        }
    }
}
