using Bot3.Messaging.Hosting.Transport;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Bot3.Messaging.Hosting.Tests.DeadLetters;

/// <summary>The in-memory transport has no queue that a message could go back to: what its letter is not written for would be gone.</summary>
public sealed class LedgerInMemoryTests
{
    // What a handler is retried for, so that only the missing queue can be the reason to go on.
    private static readonly (string, string)[] NoPatience =
        [("Bus:Retry:Immediate", "1"), ("Bus:Retry:Delayed", "0"), ("Bus:Retry:OutageWindow", "00:00:00.001")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Letter_ThatCannotBeWrittenForLong_IsWrittenInTheEnd(bool outage)
    {
        TestHost? running = null;
        await using var host = running = await TestHost.StartAsync(
            Module(() => running!, outage ? () => new NpgsqlException("away", new TimeoutException()) : () => new ArgumentException("broken"), 20),
            NoPatience);

        await host.Bus.Publish(new ToyCommand(Guid.NewGuid(), 1m, ToySide.Buy), Token);
        await LedgerBench.UntilAsync(async () => (await LedgerBench.LettersAsync(host)).Count > 0, "the letter");

        Assert.Equal("Fault: never", Assert.Single(await LedgerBench.LettersAsync(host)).Letter.Reason);
        Assert.Equal(20, host.Log.Entries.Count(entry => entry.Id.Id == 211));
    }

    [Fact]
    public async Task Letter_ThatCannotBeWrittenBeforeTheProcessStops_IsLoggedAsLost()
    {
        TestHost? running = null;
        await using var host = running = await TestHost.StartAsync(
            Module(() => running!, () => new InvalidOperationException("full"), int.MaxValue), NoPatience);

        await host.Bus.Publish(new ToyCommand(Guid.NewGuid(), 1m, ToySide.Buy), Token);
        await LedgerBench.UntilAsync(() => Task.FromResult(host.Log.Entries.Count(entry => entry.Id.Id == 211) > 9), "ten tries in vain");
        await host.StopAsync();

        var lost = Assert.Single(host.Log.Entries, entry => entry.Id.Id == 215);
        Assert.Matches("^toy: message [0-9a-f-]{36} \\(body [0-9a-f-]{36}, [0-9]+ bytes\\) is lost: .* Fault: never$", lost.Text);
    }

    [Fact]
    public async Task Letter_OfAStoreThatIsMendedDuringTheLastWait_IsWrittenWhileStopping()
    {
        TestHost? running = null;
        await using var host = running = await TestHost.StartAsync(
            Module(() => running!, () => new InvalidOperationException("full"), 1),
            ("Bus:Retry:Immediate", "0"), ("Bus:Retry:Delayed", "0"), ("Bus:Retry:DelayFirst", "00:01:00"), ("Bus:Retry:DelayMax", "00:05:00"));

        await host.Bus.Publish(new ToyCommand(Guid.NewGuid(), 1m, ToySide.Buy), Token);
        await LedgerBench.UntilAsync(() => Task.FromResult(host.Log.Entries.Any(entry => entry.Id.Id == 211)), "the first try");
        await host.StopAsync();

        Assert.Single(host.Log.Entries, entry => entry.Id.Id == 203);
        Assert.DoesNotContain(host.Log.Entries, entry => entry.Id.Id == 215);
    }

    private static ToyModule Module(Func<TestHost> host, Func<Exception> refusal, int refusals) => new((_, _) =>
    {
        var store = host().Services.GetRequiredService<FlakyStore>();
        (store.Refusal, store.Refusals) = (refusal, refusals);
        throw new PermanentFaultException("never");
    })
    {
        Register = FlakyStore.Register,
    };
}
