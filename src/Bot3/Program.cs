using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.Bot3.Commands.Bench;
using Bot3.Messaging.Bot3.Commands.Bench.Stub;
using Bot3.Messaging.Bot3.Commands.Chaos;
using Bot3.Messaging.Bot3.Commands.Demo;
using Bot3.Messaging.Bot3.Commands.Migrate;
using Bot3.Messaging.Bot3.Commands.Orders;
using Bot3.Messaging.Bot3.Commands.Simulator;
using Bot3.Messaging.Bot3.Commands.Submit;
using Bot3.Messaging.Bot3.Commands.Up;

return await CommandRunner.RunAsync(
    [
        DemoCommand.Create(),
        MigrateCommand.Create(),
        SubmitCommand.Create(),
        OrdersCommand.Create(),
        SimulatorCommand.Create(),
        UpCommand.Create(),
        ChaosCommand.Create(),
        BenchCommand.Create(),
        StubVenueCommand.Create(),
        FastSimulatorCommand.Create(),
    ],
    args,
    Console.Out,
    Console.Error,
    CancellationToken.None);
