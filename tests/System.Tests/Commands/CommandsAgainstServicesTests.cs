using System.Globalization;
using System.Text.Json;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.Bot3.Demo;
using Bot3.Messaging.ExchangeSimulator;
using Bot3.Messaging.ExchangeWorker;
using Bot3.Messaging.Hosting;
using Bot3.Messaging.OrderSaga;
using Bot3.Messaging.RiskWorker;
using Bot3.Messaging.TestKit.Services;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Bot3.Messaging.System_Tests.Commands;

/// <summary>The commands of an operator against a real broker, a real database, and the three workers.</summary>
public sealed class CommandsAgainstServicesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrate_EmptyDatabase_AppliesAllOnceAndThenNothing()
    {
        RealInfrastructure.Require();
        await using var database = await TestServices.CreateDatabaseAsync(Token);

        var early = await CommandLine.RunAsync(Token, "orders", "--database", database.ConnectionString);
        var first = await CommandLine.RunAsync(Token, "migrate", "--connection", database.ConnectionString);
        var second = await CommandLine.RunAsync(Token, "migrate", "--connection", database.ConnectionString);
        var empty = await CommandLine.RunAsync(Token, "orders", "--database", database.ConnectionString);

        Assert.Equal((ExitCodes.Failure, "bot3: the database has no tables of ours yet: run `bot3 migrate`"),
            (early.ExitCode, early.Error.Trim()));
        Assert.Equal(ExitCodes.Success, first.ExitCode);
        Assert.Matches(@"^migrate: [1-9]\d* migrations? applied$", first.LastLine);
        Assert.Equal("migrate: nothing to do, the database is up to date", second.LastLine);
        Assert.Equal((ExitCodes.Success, "no orders"), (empty.ExitCode, empty.LastLine));
    }

    [Fact]
    public async Task Submit_WithAndWithoutStopLoss_IsFilledAndDenied_AndBothAreListed()
    {
        RealInfrastructure.Require();
        await using var database = await TestServices.CreateDatabaseAsync(Token);
        await using var broker = await TestServices.CreateVirtualHostAsync(Token);
        await using var venue = await SimulatorHost.StartAsync(new SimulatorOptions { Port = 0 }, Token);
        Assert.Equal(0, (await CommandLine.RunAsync(Token, "migrate", "--database", database.ConnectionString)).ExitCode);
        await using var host = Workers(database, broker, venue.BaseAddress);
        await host.StartAsync(Token);

        var filled = await SubmitAsync(broker, "--stop-loss", "60000");
        var denied = await SubmitAsync(broker);

        Assert.Equal(("Filled", "Denied"), (Status(filled), Status(denied)));
        Assert.Equal("StopLossMissing", Last(denied).GetProperty("reasons")[0].GetProperty("code").GetString());
        var list = await CommandLine.RunAsync(Token, "orders", "--json", "--database", database.ConnectionString);
        Assert.Equal(
            ["Denied", "Filled"],
            JsonDocument.Parse(list.Output).RootElement.EnumerateArray().Select(order => order.GetProperty("status").GetString()));
        var some = await CommandLine.RunAsync(Token, "orders", "--status", "Filled", "--database", database.ConnectionString);
        Assert.Contains(some.Lines, line => line.Contains("BTC/USDT", StringComparison.Ordinal)
            && line.Contains("Filled", StringComparison.Ordinal));
        Assert.DoesNotContain("Denied", some.Output, StringComparison.Ordinal);

        var id = Last(filled).GetProperty("orderId").GetString()!;
        var shown = await CommandLine.RunAsync(Token, "orders", "show", id, "--database", database.ConnectionString);
        Assert.Contains($"order      {id}", shown.Lines);
        Assert.Contains(shown.Lines, line => line.Contains("RiskApproved", StringComparison.Ordinal));
        Assert.Contains(shown.Lines, line => line.Contains("FillReceived", StringComparison.Ordinal));
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task Submit_NobodyReads_SaysSo()
    {
        RealInfrastructure.Require();
        await using var broker = await TestServices.CreateVirtualHostAsync(Token);

        var run = await SubmitAsync(broker);

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Contains("is the order worker running", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_UnknownOrder_SaysSo()
    {
        RealInfrastructure.Require();
        await using var database = await TestServices.CreateDatabaseAsync(Token);
        await CommandLine.RunAsync(Token, "migrate", "--database", database.ConnectionString);

        var run = await CommandLine.RunAsync(
            Token, "orders", "show", "0197a1b2-0000-7000-8000-000000000001", "--database", database.ConnectionString);

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Equal("bot3: order 0197a1b2-0000-7000-8000-000000000001 is not known", run.Error.Trim());
    }

    private static Task<CommandLine> SubmitAsync(TestVirtualHost broker, params string[] more) => CommandLine.RunAsync(
        Token,
        [
            "submit", "--symbol", "BTC/USDT", "--side", "buy", "--type", "market", "--quantity", "0.01", "--wait", "--json",
            "--amqp", broker.Uri.ToString(), .. more,
        ]);

    private static JsonElement Last(CommandLine run) => JsonDocument.Parse(run.LastLine).RootElement;

    private static string? Status(CommandLine run) => run.ExitCode == 0 ? Last(run).GetProperty("status").GetString() : run.Error;

    private static WebApplication Workers(TestDatabase database, TestVirtualHost broker, Uri venue)
    {
        var configuration = new ConfigurationBuilder()
            .AddConfiguration(DemoConfiguration.Create(venue, verbose: false))
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Bus:Transport"] = "RabbitMq",
                ["Bus:Host"] = broker.Host,
                ["Bus:Port"] = broker.Port.ToString(CultureInfo.InvariantCulture),
                ["Bus:VirtualHost"] = broker.Name,
                ["Bus:UserName"] = broker.UserName,
                ["Bus:Password"] = broker.Password,
                ["Storage:Provider"] = "Postgres",
                ["Storage:ConnectionString"] = database.ConnectionString,
            })
            .Build();
        return WorkerHost.CreateBuilder(configuration, new OrderSagaModule(), new RiskModule(), new ExchangeModule()).Build();
    }
}
