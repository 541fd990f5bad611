using System.Diagnostics.Metrics;
using System.Text.Json;
using Bot3.Messaging.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Bot3.Messaging.Persistence.Tests.Crash;

/// <summary>What a victim is told: its settings, and where and when to die.</summary>
internal sealed record VictimOrder(CrashPoint Point, int Time, Dictionary<string, string?> Settings);

/// <summary>
/// A worker process of its own that ends itself with SIGKILL. Its order is the first line of its input; the end of the input tells it to
/// stop, so that it does not outlive a test that was killed.
/// </summary>
internal static class CrashVictim
{
    public const string Argument = "crash-victim";
    public const string Ready = "ready for the crash";

    public static async Task<int> RunAsync()
    {
        var order = JsonSerializer.Deserialize<VictimOrder>(await Console.In.ReadLineAsync() ?? "null")
            ?? throw new InvalidOperationException("the first line of the input must be the order");
        var crash = new CrashSwitch(order.Point, order.Time);
        using var letters = OnLetters(crash);
        await using var host = WorkerHost.CreateBuilder(
            new ConfigurationBuilder().AddInMemoryCollection(order.Settings).Build(), new CrashModule(crash)).Build();
        await host.StartAsync();
        await Console.Out.WriteLineAsync(Ready);
        while (await Console.In.ReadLineAsync() is not null)
        {
            // Nobody says more; only the end counts.
        }

        await ((IHost)host).StopAsync();
        return 0;
    }

    // The ledger counts a letter when it is committed, and the message is acknowledged when that returns.
    private static MeterListener OnLetters(CrashSwitch crash)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name == "bot3.dead_letters.captured")
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => crash.At(CrashPoint.LetterBeforeAcknowledgement));
        listener.Start();
        return listener;
    }
}
