using System.CommandLine;

namespace Bot3.Messaging.Bot3.CommandLine;

/// <summary>Parses and runs the <c>bot3</c> command: usage errors, failures and Ctrl-C each have their line and exit code.</summary>
internal static class CommandRunner
{
    // From Ctrl-C to the end by force: long enough to give messages back and stop servers in order.
    private static readonly TimeSpan TerminationPatience = TimeSpan.FromSeconds(30);

    /// <summary>The root with its commands.</summary>
    /// <param name="commands">The commands.</param>
    public static RootCommand Root(IEnumerable<Command> commands)
    {
        var root = new RootCommand(
            "Bot3.Messaging: orders from strategies to exchanges, once each, whatever breaks on the way.") { HelpName = "bot3" };
        foreach (var command in commands)
            root.Add(command);
        return root;
    }

    /// <summary>Runs one command line.</summary>
    /// <param name="commands">The commands.</param>
    /// <param name="args">The command line.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where errors go, one line each.</param>
    /// <param name="cancellationToken">Ends the command as Ctrl-C does.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(
        IEnumerable<Command> commands, string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var parsed = Root(commands).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var mistake in parsed.Errors)
                await error.WriteLineAsync($"bot3: {mistake.Message}");
            await error.WriteLineAsync("bot3: see `bot3 --help`");
            return ExitCodes.Usage;
        }

        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TerminationPatience,
        };
        try
        {
            return await parsed.InvokeAsync(invocation, cancellationToken);
        }
        catch (CommandFailureException failure)
        {
            await error.WriteLineAsync($"bot3: {failure.Message.ReplaceLineEndings(" ")}");
            return ExitCodes.Failure;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("bot3: interrupted");
            return ExitCodes.Interrupted;
        }
        catch (Exception unexpected)
        {
            // Host edge: whatever it is, the person at the terminal gets one line, and the shell a code.
            await error.WriteLineAsync($"bot3: {unexpected.GetType().Name}: {unexpected.Message.ReplaceLineEndings(" ")}");
            return ExitCodes.Failure;
        }
    }
}
