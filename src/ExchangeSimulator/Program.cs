using System.Globalization;
using System.Runtime.InteropServices;
using Bot3.Messaging.ExchangeSimulator;

try
{
    await using var simulator = await SimulatorHost.StartAsync(SimulatorArguments.Parse(args), CancellationToken.None);
    var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"listening on http://127.0.0.1:{simulator.Port}"));
    await stop.Task;
    return 0;

    void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        stop.TrySetResult();
    }
}
catch (Exception exception) when (exception is ArgumentException or IOException)
{
    // Host edge: bad arguments or a port in use are for the person at the terminal, not a crash report.
    await Console.Error.WriteLineAsync(exception.Message);
    return 2;
}
