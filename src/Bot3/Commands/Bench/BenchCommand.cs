using System.CommandLine;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.Bot3.Commands.Bench.Report;
using Bot3.Messaging.Bot3.Environment;
using Bot3.Messaging.LocalServices;

namespace Bot3.Messaging.Bot3.Commands.Bench;

/// <summary><c>bot3 bench</c>: how many orders, how fast, at what cost, beside what broker and database do alone.</summary>
internal static class BenchCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var orders = Number("--orders", "Orders of the measured window.", 10_000, 10, 10_000_000);
        var warmUp = Number("--warm-up", "Orders before it; the runtime gets faster until about 25,000.", 25_000, 0, 10_000_000);
        var inFlight = Number("--in-flight", "Most orders sent and not filled yet at saturation.", 1_500, 1, 100_000);
        var seconds = Number("--open-loop-seconds", "How long each open-loop rate is held.", 20, 1, 3_600);
        var preload = Number("--preload", "Finished orders that are put into the database first.", 0, 0, 10_000_000);
        var raw = Number("--raw-seconds", "How long broker and database are measured alone, each way.", 5, 1, 300);
        var quiet = Number("--quiet-wait", "Longest wait for a quiet machine, in seconds.", 60, 0, 3_600);
        var rate = Rates();
        var venue = new Option<string>("--venue")
        {
            Description = "stub: fills every order at once, inside the exchange worker. simulator: over loopback, no request limits.",
            DefaultValueFactory = _ => "stub",
        }.AcceptOnlyFromAmong("stub", "simulator");
        var group = new Option<int?>("--group-size")
        {
            Description = "Greatest group of messages in one transaction; else the workers' default.",
        };
        group.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var value) && value is < 1 or > 1_000)
                result.AddError($"--group-size was {token.Value}: must be 1 to 1000.");
        });
        var packs = new Option<string?>("--packs")
        {
            Description = "on or off: many messages in one AMQP message under load; else the workers' default.",
        }.AcceptOnlyFromAmong("on", "off");
        var singles = new Option<string>("--singles")
        {
            Description = "on or off: whether a second run with group size 1 and without packs follows.", DefaultValueFactory = _ => "on",
        }.AcceptOnlyFromAmong("on", "off");
        var plot = new Option<FileInfo?>("--plot") { Description = "A file that an SVG picture of the result is written to." };
        var data = new Option<string?>("--data")
        {
            Description = "A new folder for databases and logs; else a scratch one, removed at the end.",
        };
        var json = new Option<bool>("--json") { Description = "Print the result as one JSON object in the last line." };
        var command = new Command("bench", "Measure orders per second, their cost and their latency on private servers.")
        {
            orders, warmUp, inFlight, venue, rate, seconds, group, packs, singles, preload, raw, quiet, plot, data, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var folder = parsed.GetValue(data);
            var options = new BenchOptions
            {
                Orders = parsed.GetValue(orders),
                WarmUp = parsed.GetValue(warmUp),
                InFlight = parsed.GetValue(inFlight),
                Venue = parsed.GetValue(venue) == "stub" ? BenchVenue.Stub : BenchVenue.Simulator,
                Rates = [.. parsed.GetRequiredValue(rate)],
                OpenLoop = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                GroupSize = parsed.GetValue(group),
                Packs = parsed.GetValue(packs) is { } mode ? mode == "on" : null,
                ComparesWithSingles = parsed.GetValue(group) != 1 && parsed.GetValue(singles) == "on",
                Preload = parsed.GetValue(preload),
                Raw = TimeSpan.FromSeconds(parsed.GetValue(raw)),
                QuietWait = TimeSpan.FromSeconds(parsed.GetValue(quiet)),
                DataDirectory = folder ?? Path.Combine(Path.GetTempPath(), $"bot3-bench-{Guid.NewGuid():N}"),
            };
            var output = new BenchOutput(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json), parsed.GetValue(plot));
            return RunAsync(options, keep: folder is not null, output, cancellationToken);
        });
        return command;
    }

    private static Option<int[]> Rates()
    {
        var rate = new Option<int[]>("--rate")
        {
            Description = "Open-loop rate in orders per second; may be repeated, the first gives the headline figures. Default 50.",
            DefaultValueFactory = _ => [50],
        };
        rate.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => int.TryParse(token.Value, out var value) && value is < 1 or > 100_000))
                result.AddError($"--rate was {token.Value}: must be 1 to 100000.");
        });
        return rate;
    }

    private static Option<int> Number(string name, string description, int usual, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result => OptionRules.Range(result, option, least, most));
        return option;
    }

    private static async Task<int> RunAsync(BenchOptions options, bool keep, BenchOutput output, CancellationToken cancellationToken)
    {
        // Progress goes where it does not mix with a result that a program reads.
        var lines = new ConsoleLines(output.Json ? output.Error : output.Output);
        BenchReport report;
        var failed = false;
        try
        {
            report = await new BenchRun(options, lines.Say, TimeProvider.System).RunAsync(cancellationToken);
        }
        catch (LocalServiceException exception)
        {
            failed = true;
            throw new CommandFailureException($"{exception.Message} (logs: {options.DataDirectory})", exception);
        }
        finally
        {
            // The logs of a failure are worth keeping; a database of gigabytes that nobody asked for is not, also after Ctrl-C.
            if (!keep && !failed && Directory.Exists(options.DataDirectory))
                Directory.Delete(options.DataDirectory, recursive: true);
        }

        if (output.Plot is { } plot)
            await File.WriteAllTextAsync(plot.FullName, BenchPlot.Draw(report), cancellationToken);
        if (output.Json)
            await output.Output.WriteLineAsync(BenchJson.Line(report));
        else
            BenchTable.Print(report, output.Output);
        return ExitCodes.Success;
    }

    private sealed record BenchOutput(TextWriter Output, TextWriter Error, bool Json, FileInfo? Plot);
}
