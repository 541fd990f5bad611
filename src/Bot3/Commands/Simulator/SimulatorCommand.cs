using System.CommandLine;
using System.Globalization;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.ExchangeSimulator;
using Bot3.Messaging.ExchangeSimulator.Files;

namespace Bot3.Messaging.Bot3.Commands.Simulator;

/// <summary><c>bot3 simulator</c>: the simulated venue alone, until Ctrl-C.</summary>
internal static class SimulatorCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var venue = new VenueOptions();
        var print = new Option<string?>("--print")
        {
            Description = "accounts, symbols or faults: print the values in use as such a file, and end.",
        }.AcceptOnlyFromAmong("accounts", "symbols", "faults");
        var command = new Command(
            "simulator", "A simulated Binance Spot venue: REST, WebSocket API, streams, faults, and the truth at /admin/truth.") { print };
        foreach (var option in venue.All)
            command.Add(option);
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = Build(venue, parsed);
            var output = parsed.InvocationConfiguration.Output;
            return parsed.GetValue(print) is { } what ? PrintAsync(what, options, output) : RunAsync(options, output, cancellationToken);
        });
        return command;
    }

    private static SimulatorOptions Build(VenueOptions venue, ParseResult parsed)
    {
        try
        {
            return venue.Build(parsed);
        }
        catch (ArgumentException exception)
        {
            throw new CommandFailureException($"the simulator cannot start: {exception.Message}", exception);
        }
    }

    private static async Task<int> PrintAsync(string what, SimulatorOptions options, TextWriter output)
    {
        await output.WriteLineAsync(what switch
        {
            "accounts" => SimulatorFiles.Write(options.Accounts),
            "symbols" => SimulatorFiles.Write(options.Symbols),
            _ => SimulatorFiles.Write(options.FaultRules),
        });
        return ExitCodes.Success;
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
