using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.Bot3.Commands.Demo;
using Bot3.Messaging.Bot3.Commands.Migrate;
using Bot3.Messaging.Bot3.Commands.Orders;
using Bot3.Messaging.Bot3.Commands.Simulator;
using Bot3.Messaging.Bot3.Commands.Submit;

namespace Bot3.Messaging.System_Tests.Commands;

/// <summary>Runs a command line in this process and keeps what it prints.</summary>
internal sealed record CommandLine(int ExitCode, string Output, string Error)
{
    public string LastLine => Lines[^1];

    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static async Task<CommandLine> RunAsync(CancellationToken cancellationToken, params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var exitCode = await CommandRunner.RunAsync(
            [DemoCommand.Create(), MigrateCommand.Create(), SubmitCommand.Create(), OrdersCommand.Create(), SimulatorCommand.Create()],
            args,
            TextWriter.Synchronized(output),
            TextWriter.Synchronized(error),
            cancellationToken);
        return new CommandLine(exitCode, output.ToString(), error.ToString());
    }
}
