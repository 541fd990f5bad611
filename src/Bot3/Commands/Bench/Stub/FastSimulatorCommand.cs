using System.CommandLine;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.ExchangeSimulator;
using Bot3.Messaging.ExchangeSimulator.Limits;

namespace Bot3.Messaging.Bot3.Commands.Bench.Stub;

/// <summary>
/// <c>bot3 bench-simulator</c>, hidden: the simulator without the venue's request limits, which would be all that a benchmark measures.
/// </summary>
internal static class FastSimulatorCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "bench-simulator";

    private const int Unlimited = 1_000_000_000;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1.", Required = true };
        port.Validators.Add(result => OptionRules.Range(result, port, 1, 65_535));
        var command = new Command(Name, "The simulator of the benchmark: no request limits.") { port };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new SimulatorOptions
            {
                Port = parsed.GetValue(port),
                RateLimits = new RateLimitOptions
                {
                    RequestWeightPerMinute = Unlimited, OrdersPer10Seconds = Unlimited, OrdersPerDay = Unlimited,
                },
            };
            await using var simulator = await SimulatorHost.StartAsync(options, cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ExitCodes.Success;
        });
        return command;
    }
}
