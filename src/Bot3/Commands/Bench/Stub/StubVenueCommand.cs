using System.CommandLine;
using Bot3.Messaging.ExchangeWorker;
using Bot3.Messaging.Hosting;

namespace Bot3.Messaging.Bot3.Commands.Bench.Stub;

/// <summary>
/// <c>bot3 bench-exchange</c>, hidden: the exchange worker with a venue that fills every order at once. Only the benchmark starts it; the
/// worker's own program knows nothing of the stub.
/// </summary>
internal static class StubVenueCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "bench-exchange";

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(Name, "The exchange worker of the benchmark, with a venue that fills everything.") { Hidden = true };

        // Configured by environment variables alone, as the worker that it stands for. The stub comes first: the first factory wins.
        command.SetAction((_, _) => WorkerHost.RunAsync([], new StubVenueModule(), new ExchangeModule()));
        return command;
    }
}
