using Bot3.Messaging.Persistence.Sagas;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Bot3.Messaging.Hosting.Tests;

public sealed class SagaTests
{
    [Fact]
    public async Task SagaAndConsumer_InOneHost_ReachTheEndThroughInboxAndOutbox()
    {
        await using var host = await TestHost.StartAsync(new ToySagaModule());
        var reader = host.Services.GetRequiredService<ISagaReader<ToySaga>>();
        var id = Guid.NewGuid();

        await host.Bus.Publish(new ToyOpened(id), TestContext.Current.CancellationToken);

        var saga = await WaitForAsync(reader, id, "Ended");
        Assert.Equal(2, saga.Version);
    }

    [Fact]
    public async Task SameMessage_DeliveredTwice_IsHandledOnce()
    {
        var module = new ToyModule((_, _) => Task.CompletedTask);
        await using var host = await TestHost.StartAsync(module);
        var command = new ToyCommand(Guid.NewGuid(), 1m, ToySide.Buy);
        var messageId = Guid.NewGuid();

        await PublishAsync(host, command, messageId);
        await module.Done.Task.WaitAsync(TestContext.Current.CancellationToken);
        await PublishAsync(host, command, messageId);
        await host.StopAsync();

        Assert.Equal(1, module.Attempts);
    }

    private static Task PublishAsync(TestHost host, ToyCommand command, Guid messageId) => host.Bus.Publish(
        command, Pipe.Execute<PublishContext<ToyCommand>>(context => context.MessageId = messageId), TestContext.Current.CancellationToken);

    private static async Task<ToySaga> WaitForAsync(ISagaReader<ToySaga> reader, Guid id, string state)
    {
        var token = TestContext.Current.CancellationToken;
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var tries = 0; tries < 1_000; tries++)
        {
            if (await reader.FindAsync(id, token) is { } saga && saga.CurrentState == state)
            {
                return saga;
            }

            await poll.WaitForNextTickAsync(token);
        }

        throw new TimeoutException($"The saga {id} did not reach {state}.");
    }
}
