using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Bot3.Messaging.Hosting.Tests;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Trace_OverTwoHops_IsOneTrace()
    {
        using var source = new ActivitySource("Bot3.Messaging.Hosting.Tests");
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = candidate => candidate.Name is "MassTransit" or "Bot3.Messaging.Hosting.Tests",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var module = new ToyModule((_, _) => Task.CompletedTask);
        await using var host = await TestHost.StartAsync(module);

        ActivityTraceId trace;
        using (var root = source.StartActivity("strategy"))
        {
            trace = root!.TraceId;
            await host.Bus.Publish(new ToyCommand(Guid.NewGuid(), 1m, ToySide.Buy), TestContext.Current.CancellationToken);
        }

        await module.Done.Task.WaitAsync(TestContext.Current.CancellationToken);
        await host.StopAsync();

        var ours = spans.Where(span => span.TraceId == trace).Select(span => span.OperationName).ToList();
        Assert.Contains("toy receive", ours);
        Assert.Contains("toy-done receive", ours);
        Assert.Contains(ours, name => name.EndsWith(":ToyDone send", StringComparison.Ordinal)
            || name.Contains("ToyDone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Log_InsideAConsumer_CarriesOrderMessageTypeAndAttempt()
    {
        var module = new ToyModule((_, attempt) => attempt == 1 ? throw new InvalidOperationException("once") : Task.CompletedTask);
        await using var host = await TestHost.StartAsync(module);
        var order = Guid.NewGuid();

        await host.Bus.Publish(
            new ToyCommand(order, 1m, ToySide.Buy),
                MassTransit.Pipe.Execute<MassTransit.PublishContext<ToyCommand>>(context => context.CorrelationId = order),
            TestContext.Current.CancellationToken);
        await module.Done.Task.WaitAsync(TestContext.Current.CancellationToken);

        var entries = host.Log.Entries.Where(entry => entry.Text == "toy attempt").ToList();
        Assert.Equal(2, entries.Count);
        Assert.All(entries, entry => Assert.Equal(order, entry.Scope["OrderId"]));
        Assert.All(entries, entry => Assert.Equal("ToyCommand", entry.Scope["MessageType"]));
        Assert.Equal([1, 2], entries.Select(entry => entry.Scope["Attempt"]).Cast<int>());
    }

    [Fact]
    public async Task Metrics_ShowOurMeters()
    {
        using var meter = new Meter("Bot3.Messaging.Toy");
        var module = new ToyModule((_, _) => Task.CompletedTask);
        await using var host = await TestHost.StartAsync(module);
        meter.CreateCounter<long>("toy.orders", "{order}", "Toy orders.").Add(3);
        await host.Bus.Publish(new ToyCommand(Guid.NewGuid(), 1m, ToySide.Buy), TestContext.Current.CancellationToken);
        await module.Done.Task.WaitAsync(TestContext.Current.CancellationToken);

        var (status, body) = await host.GetAsync("/metrics");

        Assert.Equal(200, status);
        Assert.Matches("(?m)^toy_orders_total(\\{[^}]*\\})? 3\\b", body);
        Assert.Contains("bot3_outbox_published_total", body, StringComparison.Ordinal);
    }
}
