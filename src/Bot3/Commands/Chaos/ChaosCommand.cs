using System.Collections.Immutable;
using System.CommandLine;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.Bot3.Commands.Up;
using Bot3.Messaging.Bot3.Environment;
using Bot3.Messaging.LocalServices;

namespace Bot3.Messaging.Bot3.Commands.Chaos;

/// <summary><c>bot3 chaos</c>: the acceptance test. Kills every process while orders flow, and judges what is left.</summary>
internal static class ChaosCommand
{
    private const int DetailsMax = 50;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var orders = new Option<int>("--orders") { Description = "How many orders.", DefaultValueFactory = _ => 200 };
        var kills = new Option<int>(
            "--kills") { Description = "How many kills; every process at least once when there are enough.", DefaultValueFactory = _ => 20 };
        var seed = new Option<int?>("--seed") { Description = "Seed of orders, prices and kills; any when left out." };
        var workers = new Option<string>(
            "--workers") { Description = "How many workers: risk=2,exchange=1,saga=1.", DefaultValueFactory = _ => "" };
        var services = new Option<ServiceSource>("--services")
        {
            Description = "Where RabbitMQ and Postgres come from: any (Docker first), docker or installed.",
            DefaultValueFactory = _ => ServiceSource.Any,
        };
        var data = new Option<string?>(
            "--data") { Description = "A new folder for databases and logs; else a scratch one, removed after a clean run." };
        orders.Validators.Add(result => OptionRules.Range(result, orders, 1, 5_000));
        kills.Validators.Add(result => OptionRules.Range(result, kills, 0, 200));
        workers.Validators.Add(result =>
        {
            try
            {
                WorkerCounts.Parse(result.Tokens.Count == 0 ? "" : result.Tokens[0].Value);
            }
            catch (ArgumentException exception)
            {
                result.AddError($"--workers: {exception.Message}");
            }
        });
        var command = new Command("chaos", "Kill every process while orders flow, and check that nothing is lost, doubled or wrong.")
        {
            orders, kills, seed, workers, services, data,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = parsed.GetValue(data);
            var options = new ChaosOptions
            {
                Orders = parsed.GetRequiredValue(orders),
                Kills = parsed.GetRequiredValue(kills),
                Seed = parsed.GetValue(seed) ?? Random.Shared.Next(),
                Workers = WorkerCounts.Parse(parsed.GetRequiredValue(workers)),
                Services = parsed.GetRequiredValue(services),
                DataDirectory = folder ?? Path.Combine(Path.GetTempPath(), $"bot3-chaos-{Guid.NewGuid():N}"),
            };
            return await RunAsync(options, keep: folder is not null, parsed.InvocationConfiguration.Output, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(ChaosOptions options, bool keep, TextWriter output, CancellationToken cancellationToken)
    {
        var lines = new ConsoleLines(output);
        lines.Say($"seed {options.Seed}");
        ChaosVerdict verdict;
        try
        {
            verdict = await new ChaosRun(options, lines.Say, TimeProvider.System).RunAsync(cancellationToken);
        }
        catch (LocalServiceException exception)
        {
            throw new CommandFailureException($"{exception.Message} (logs: {options.DataDirectory})", exception);
        }

        foreach (var (title, details) in (ImmutableArray<(string, IReadOnlyList<string>)>)
            [("explained", verdict.Explained), ("lost", verdict.Lost), ("duplicated", verdict.Duplicated), ("differs", verdict.Differences)])
        {
            foreach (var detail in details.Take(DetailsMax))
                lines.Say($"{title}: {detail}");
            if (details.Count > DetailsMax)
                lines.Say($"{title}: and {details.Count - DetailsMax} more");
        }

        if (!verdict.IsClean)
            lines.Say($"the logs are in {options.DataDirectory}");
        else if (!keep)
            Directory.Delete(options.DataDirectory, recursive: true);
        lines.Say(verdict.ToString());
        return verdict.IsClean ? ExitCodes.Success : ExitCodes.Failure;
    }
}
