namespace Bot3.Messaging.Hosting.Tests;

public sealed class ShutdownTests
{
    [Fact]
    public async Task Stop_WhileAMessageIsInHand_FinishesItAndSaysSo()
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var module = new ToyModule(async (_, _) =>
        {
            taken.TrySetResult();
            await release.Task;
        });
        await using var host = await TestHost.StartAsync(module);
        await host.Bus.Publish(new ToyCommand(Guid.NewGuid(), 1m, ToySide.Buy), TestContext.Current.CancellationToken);
        await taken.Task.WaitAsync(TestContext.Current.CancellationToken);

        var stopping = host.StopAsync();
        release.SetResult();
        await stopping;

        Assert.Equal("Stopping: no more work is taken, 1 messages are in hand, up to 00:00:20 to finish them", TextOf(host, 200));
        Assert.Matches("^Stopped: [12] messages were finished, 0 were given back to their queues$", TextOf(host, 201));
    }

    [Fact]
    public async Task Stop_WhenAMessageCannotBeFinishedInTime_GivesItBackAndSaysSo()
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var module = new ToyModule(async (context, _) =>
        {
            taken.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken);
        });
        await using var host = await TestHost.StartAsync(module, ("Bus:StopTimeout", "00:00:01"));
        await host.Bus.Publish(new ToyCommand(Guid.NewGuid(), 1m, ToySide.Buy), TestContext.Current.CancellationToken);
        await taken.Task.WaitAsync(TestContext.Current.CancellationToken);

        await host.StopAsync();

        Assert.Equal("Stopped: 0 messages were finished, 1 were given back to their queues", TextOf(host, 201));
        Assert.False(module.Faulted.Task.IsCompleted);
    }

    private static string TextOf(TestHost host, int eventId) => Assert.Single(host.Log.Entries, entry => entry.Id.Id == eventId).Text;
}
