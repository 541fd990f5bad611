using System.CommandLine;
using System.Globalization;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.ExchangeSimulator;

namespace Bot3.Messaging.Bot3.Commands.Simulator;

/// <summary><c>bot3 simulator</c>: the simulated venue alone, until Ctrl-C.</summary>
internal static class SimulatorCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var port = new Option<int>("--port")
        {
            Description = "Port on 127.0.0.1; 0 takes any free one.",
            DefaultValueFactory = _ => 9080,
        };
        port.Validators.Add(result => OptionRules.Range(result, port, 0, 65_535));
        var seed = SimulationOptions.Seed();
        var faults = SimulationOptions.Faults();
        var replay = SimulationOptions.Replay();
        var command = new Command(
            "simulator", "A simulated Binance Spot venue: REST, WebSocket API, streams, faults, and the truth at /admin/truth.")
        {
            port, seed, faults, replay,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new SimulatorOptions
            {
                Port = parsed.GetValue(port),
                Seed = parsed.GetValue(seed),
                Faults = SimulationOptions.Profile(parsed.GetValue(faults)!),
                Replay = parsed.GetValue(replay)?.FullName,
            },
            parsed.InvocationConfiguration.Output,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(SimulatorOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        await using var simulator = await StartAsync(options, cancellationToken);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"listening on http://127.0.0.1:{simulator.Port}"));
        await output.FlushAsync(CancellationToken.None);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // That is how it ends: Ctrl-C or SIGTERM.
        }

        return ExitCodes.Success;
    }

    private static async Task<SimulatorHost> StartAsync(SimulatorOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await SimulatorHost.StartAsync(options, cancellationToken);
        }
        catch (Exception exception) when (exception is ArgumentException or IOException)
        {
            throw new CommandFailureException($"the simulator cannot start: {exception.Message}", exception);
        }
    }
}
