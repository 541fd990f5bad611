using System.Runtime.InteropServices;
using Bot3.Messaging.LocalServices;

// Keeps a private broker and database alive for a test run. Argument: a folder, for the data and for the file "environment" that says where
// they listen. Ends, and stops both, when standard input closes (so also when its parent is killed) or at SIGTERM.
if (args.Length != 1)
{
    Console.Error.WriteLine("usage: ServicesHost FOLDER");
    return 2;
}

using var stop = new CancellationTokenSource();
using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
try
{
    await using var postgres = await LocalPostgres.StartAsync(Path.Combine(args[0], "postgres"), null, stop.Token);
    await using var rabbit = await LocalRabbitMq.StartAsync(Path.Combine(args[0], "rabbitmq"), null, stop.Token);
    var environment = Path.Combine(args[0], "environment");
    await File.WriteAllTextAsync(
        environment + ".part",
        $"""
        export BOT3_TEST_POSTGRES='{postgres.ConnectionString}'
        export BOT3_TEST_RABBITMQ='{rabbit.Uri}'
        export BOT3_TEST_RABBITMQ_MANAGEMENT='{rabbit.ManagementUri}'

        """,
        stop.Token);
    File.SetUnixFileMode(environment + ".part", UnixFileMode.UserRead | UnixFileMode.UserWrite);
    File.Move(environment + ".part", environment, overwrite: true);
    Console.WriteLine($"{postgres.Description}, {rabbit.Description}");
    while (await Console.In.ReadLineAsync(stop.Token) is not null)
    {
        // Lines mean nothing; only the end does.
    }

    return 0;
}
catch (OperationCanceledException)
{
    return 0;
}
catch (LocalServiceException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
