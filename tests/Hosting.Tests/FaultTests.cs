using System.Net.Sockets;
using Bot3.Messaging.Hosting.Health;
using Bot3.Messaging.Hosting.Shutdown;
using Bot3.Messaging.Hosting.Transport;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Bot3.Messaging.Hosting.Tests;

public sealed class FaultTests
{
    [Fact]
    public async Task Consumer_WhenTheDatabaseIsAwayForLong_HandlesTheMessageAndNeverDeadLettersIt()
    {
        const int Outages = 40;
        var module = new ToyModule((_, attempt) => attempt <= Outages ? throw Outage() : Task.CompletedTask);
        await using var host = await TestHost.StartAsync(module);
        var command = new ToyCommand(Guid.NewGuid(), 1.5m, ToySide.Buy);

        await host.Bus.Publish(command, TestContext.Current.CancellationToken);
        var done = await module.Done.Task.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(command.ToyId, done.ToyId);
        Assert.Equal(Outages + 1, module.Attempts);
        Assert.False(module.Faulted.Task.IsCompleted);
    }

    [Fact]
    public async Task Consumer_WithAnOrdinaryFault_IsRetriedABoundedNumberOfTimes()
    {
        var module = new ToyModule((_, _) => throw new InvalidOperationException("always"));
        await using var host = await TestHost.StartAsync(module, ("Bus:Retry:Immediate", "2"), ("Bus:Retry:Delayed", "3"));

        await host.Bus.Publish(new ToyCommand(Guid.NewGuid(), 1m, ToySide.Sell), TestContext.Current.CancellationToken);
        var fault = await module.Faulted.Task.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("System.InvalidOperationException", fault);
        Assert.Equal(1 + 2 + 3, module.Attempts);
    }

    [Fact]
    public async Task Consumer_WithAPermanentFault_IsNotRetried()
    {
        var module = new ToyModule((_, _) => throw new PermanentFaultException("never"));
        await using var host = await TestHost.StartAsync(module);

        await host.Bus.Publish(new ToyCommand(Guid.NewGuid(), 1m, ToySide.Sell), TestContext.Current.CancellationToken);
        await module.Faulted.Task.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, module.Attempts);
    }

    [Fact]
    public async Task Consumer_WithACancellationThatNobodyAskedFor_GoesToTheErrorQueueAndIsNotLost()
    {
        var module = new ToyModule((_, _) => throw new TaskCanceledException("an HTTP client gave up"));
        await using var host = await TestHost.StartAsync(module);

        await host.Bus.Publish(new ToyCommand(Guid.NewGuid(), 1m, ToySide.Sell), TestContext.Current.CancellationToken);

        await module.Faulted.Task.WaitAsync(TestContext.Current.CancellationToken);
        await host.StopAsync();

        Assert.Equal(0, host.Services.GetRequiredService<DeliveryLedger>().GivenBack);
        Assert.Equal(1 + 3 + 5, module.Attempts);
    }

    [Fact]
    public void Classify_ReadsTheCauses()
    {
        Assert.Equal(FaultKind.Outage, FaultClassifier.Classify(new InvalidOperationException("outer", Outage())));
        Assert.Equal(FaultKind.Outage, FaultClassifier.Classify(new PostgresException("shut down", "FATAL", "FATAL", "57P01")));
        Assert.Equal(FaultKind.Outage, FaultClassifier.Classify(new PostgresException("conflict", "ERROR", "ERROR", "40001")));
        Assert.Equal(FaultKind.Outage, FaultClassifier.Classify(new PostgresException("disk full", "ERROR", "ERROR", "53100")));
        Assert.Equal(FaultKind.Outage, FaultClassifier.Classify(new PostgresException("read-only", "ERROR", "ERROR", "25006")));
        Assert.Equal(FaultKind.Ordinary, FaultClassifier.Classify(new PostgresException("duplicate", "ERROR", "ERROR", "23505")));
        Assert.Equal(FaultKind.Ordinary, FaultClassifier.Classify(new InvalidOperationException("bug")));
        Assert.Equal(FaultKind.Permanent,
            FaultClassifier.Classify(new InvalidOperationException("outer", new PermanentFaultException("inner"))));
    }

    [Fact]
    public void Policy_DuringAnOutage_RetriesUntilTheWindowEndsWhateverTheCount()
    {
        var time = new FakeTimeProvider();
        var policy = new DurableRetryPolicy(
            new RetryOptions { OutageWindow = TimeSpan.FromMinutes(20) }, new WriteRefusals(time), time, NullLogger.Instance);
        var start = time.GetUtcNow();

        time.Advance(TimeSpan.FromMinutes(20) - TimeSpan.FromTicks(1));
        Assert.True(policy.MayRetry(Outage(), 10_000, start));
        time.Advance(TimeSpan.FromTicks(1));
        Assert.False(policy.MayRetry(Outage(), 2, start));
    }

    [Fact]
    public void Policy_Delays_GrowWithinTheirBoundsAndAreNeverLongerThanTheMaximum()
    {
        var options = new RetryOptions();
        var policy = new DurableRetryPolicy(options, new WriteRefusals(TimeProvider.System), TimeProvider.System, NullLogger.Instance);

        Gen.Int[1, 100_000].Sample(attempt =>
        {
            var delay = policy.DelayBefore(attempt);
            if (attempt <= options.Immediate)
            {
                return delay == TimeSpan.Zero;
            }

            var whole = attempt - options.Immediate - 1 > 20
                ? options.DelayMax
                : TimeSpan.FromTicks(Math.Min(options.DelayFirst.Ticks << (attempt - options.Immediate - 1), options.DelayMax.Ticks));
            return delay >= (whole / 2) - TimeSpan.FromTicks(1) && delay <= whole;
        });
    }

    private static NpgsqlException Outage() => new("away", new SocketException((int)SocketError.ConnectionRefused));
}
