using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.Bot3.Environment;
using Bot3.Messaging.LocalServices;

namespace Bot3.Messaging.Bot3.Commands.Up;

/// <summary><c>bot3 up</c>: the whole system on this machine, until Ctrl-C.</summary>
internal static class UpCommand
{
    private static readonly Option<ImmutableDictionary<WorkerKind, int>> Workers = new("--workers")
    {
        Description = "How many workers: risk=2,exchange=1,saga=1; kinds left out run once.",
        CustomParser = ReadWorkers,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "Folder of databases and logs; kept at the end.",
        DefaultValueFactory = _ => ".run",
    };

    private static readonly Option<bool> NoSimulator = new("--no-simulator")
    {
        Description = "Trade at a venue of your own instead: give --venue-rest, --venue-ws, --api-key-file and --api-secret-file.",
    };

    private static readonly Option<Uri?> VenueRest = new("--venue-rest") { Description = "Root of the venue's REST interface." };
    private static readonly Option<Uri?> VenueWs = new("--venue-ws") { Description = "The venue's WebSocket API with its path." };
    private static readonly Option<string?> ApiKeyFile = new("--api-key-file") { Description = "File that holds the API key." };
    private static readonly Option<string?> ApiSecretFile = new("--api-secret-file") { Description = "File that holds the API secret." };

    private static readonly Option<int> Port = new("--simulator-port")
    {
        Description = "The simulator's port; 0 for any free one.",
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "Seed of the simulator's market.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<ServiceSource> Services = new("--services")
    {
        Description = "Where RabbitMQ and Postgres come from: any (Docker first), docker or installed.",
        DefaultValueFactory = _ => ServiceSource.Any,
    };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("up", "Run everything on this machine: RabbitMQ, Postgres, the simulator and the three workers as processes.")
        {
            Workers, Data, NoSimulator, VenueRest, VenueWs, ApiKeyFile, ApiSecretFile, Port, Seed, Services,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = parsed.InvocationConfiguration.Output;
        var lines = new ConsoleLines(output);
        var options = Read(parsed);
        var file = EnvironmentFile.PathFor(Directory.GetCurrentDirectory());
        try
        {
            await using var system = await LocalSystem.StartAsync(options, lines.Say, cancellationToken);
            EnvironmentFile.Write(file, new LocalEnvironment
            {
                AmqpUri = system.AmqpUri.ToString(),
                ConnectionString = system.ConnectionString,
                SimulatorUrl = system.SimulatorUrl?.GetLeftPart(UriPartial.Authority),
            });
            lines.Say($"everything is up; addresses for other commands are in {file}; Ctrl-C stops it");
            await new Supervisor(lines.Say, TimeProvider.System).RunAsync(system.Parts, cancellationToken);
            lines.Say("stopping");
            File.Delete(file);
            await system.StopAsync(lines.Say);
        }
        catch (LocalServiceException exception)
        {
            throw new CommandFailureException(exception.Message, exception);
        }

        lines.Say("all stopped");
        return ExitCodes.Success;
    }

    private static LocalSystemOptions Read(ParseResult parsed)
    {
        var options = new LocalSystemOptions
        {
            DataDirectory = parsed.GetRequiredValue(Data),
            Workers = parsed.GetRequiredValue(Workers),
            Services = parsed.GetRequiredValue(Services),
            SimulatorPort = parsed.GetRequiredValue(Port),
            SimulatorSeed = parsed.GetRequiredValue(Seed),
            Venue = Venue(parsed),
        };
        try
        {
            options.Check();
        }
        catch (ArgumentException exception)
        {
            throw new CommandFailureException(exception.Message, exception);
        }

        return options;
    }

    private static VenueOptions? Venue(ParseResult parsed)
    {
        var (rest, ws) = (parsed.GetValue(VenueRest), parsed.GetValue(VenueWs));
        var (key, secret) = (parsed.GetValue(ApiKeyFile), parsed.GetValue(ApiSecretFile));
        if (!parsed.GetValue(NoSimulator) && rest is null && ws is null && key is null && secret is null)
            return null;
        if (rest is null || ws is null || key is null || secret is null)
        {
            throw new CommandFailureException(
                "a venue of your own needs all of --venue-rest, --venue-ws, --api-key-file and --api-secret-file");
        }

        return new VenueOptions { RestUrl = rest, WebSocketApiUrl = ws, ApiKeyFile = key, ApiSecretFile = secret };
    }

    private static ImmutableDictionary<WorkerKind, int> ReadWorkers(ArgumentResult result)
    {
        try
        {
            return WorkerCounts.Parse(string.Join(',', result.Tokens.Select(token => token.Value)));
        }
        catch (ArgumentException exception)
        {
            result.AddError($"--workers: {exception.Message}");
            return [];
        }
    }
}
