using Bot3.Messaging.Hosting.Transport;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bot3.Messaging.Hosting.Tests;

public sealed record ToyCommand(Guid ToyId, decimal Amount, ToySide Side);

public sealed record ToyDone(Guid ToyId);

public enum ToySide
{
    Buy,
    Sell,
}

/// <summary>
/// Two consumers in a row: a command is handled by what the test says, and then told as a fact that a second consumer hears.
/// </summary>
public sealed class ToyModule(Func<ConsumeContext<ToyCommand>, int, Task> handle) : IWorkerModule
{
    private int _attempts;

    public string Name => "toy";

    public string Queue { get; init; } = "toy";

    public int Attempts => Volatile.Read(ref _attempts);

    public Action<IServiceCollection>? Register { get; init; }

    public TaskCompletionSource<ToyDone> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource<string> Faulted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void ConfigureServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(this);
        Register?.Invoke(services);
    }

    public void ConfigureBus(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<ToyConsumer, ToyConsumerDefinition>().Endpoint(endpoint => endpoint.Name = Queue);
        bus.AddConsumer<ToyDoneConsumer>().Endpoint(endpoint => endpoint.Name = $"{Queue}-done");
        bus.AddConsumer<ToyFaultConsumer>().Endpoint(endpoint => endpoint.Name = $"{Queue}-fault");
    }

    public void ConfigureTopology(IBusRegistrationContext context, IBusFactoryConfigurator bus)
    {
    }

    internal async Task HandleAsync(ConsumeContext<ToyCommand> context) => await handle(context, Interlocked.Increment(ref _attempts));
}

public sealed class ToyConsumerDefinition : DurableConsumerDefinition<ToyConsumer>;

public sealed class ToyConsumer(ToyModule module, ILogger<ToyConsumer> logger) : IConsumer<ToyCommand>
{
    public async Task Consume(ConsumeContext<ToyCommand> context)
    {
        logger.LogInformation("toy attempt");
        await module.HandleAsync(context);
        await context.Publish(new ToyDone(context.Message.ToyId), context.CancellationToken);
    }
}

public sealed class ToyDoneConsumer(ToyModule module) : IConsumer<ToyDone>
{
    public Task Consume(ConsumeContext<ToyDone> context)
    {
        module.Done.TrySetResult(context.Message);
        return Task.CompletedTask;
    }
}

public sealed class ToyFaultConsumer(ToyModule module) : IConsumer<Fault<ToyCommand>>
{
    public Task Consume(ConsumeContext<Fault<ToyCommand>> context)
    {
        module.Faulted.TrySetResult(context.Message.Exceptions[0].ExceptionType);
        return Task.CompletedTask;
    }
}
