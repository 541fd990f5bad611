using System.CommandLine;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.Bot3.Demo;

namespace Bot3.Messaging.Bot3.Commands.Demo;

/// <summary>
/// <c>bot3 demo</c>: the whole system in this process, two sample strategies, and at the end the books against the venue's truth.
/// </summary>
internal static class DemoCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var orders = new Option<int>("--orders") { Description = "How many orders the strategies submit.", DefaultValueFactory = _ => 20 };
        orders.Validators.Add(result => OptionRules.Range(result, orders, 1, 5_000));
        var seed = SimulationOptions.Seed();
        var faults = SimulationOptions.Faults();
        var replay = SimulationOptions.Replay();
        var verbose = new Option<bool>("--verbose") { Description = "Print the workers' log as well." };
        var command = new Command("demo", "Everything in one process: strategies trade against the simulated venue, and the books are checked.")
        {
            orders, seed, faults, replay, verbose,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new DemoOptions
            {
                Orders = parsed.GetValue(orders),
                Seed = parsed.GetValue(seed),
                Faults = SimulationOptions.Profile(parsed.GetValue(faults)!),
                Replay = parsed.GetValue(replay)?.FullName,
                Verbose = parsed.GetValue(verbose),
            };
            return new DemoRun(options, TimeProvider.System).RunAsync(parsed.InvocationConfiguration.Output, cancellationToken);
        });
        return command;
    }
}
