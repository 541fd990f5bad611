using Bot3.Messaging.Bot3.Commands.Chaos;
using Bot3.Messaging.TestKit.Services;

namespace Bot3.Messaging.System_Tests.Chaos;

[Collection(LocalSystemCollection.Name)]
public sealed class ChaosRunTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Run_WithEveryProcessKilled_LosesAndDoublesNothing()
    {
        RealInfrastructure.Require();
        var directory = Directory.CreateTempSubdirectory("bot3-chaos-test-");
        var options = new ChaosOptions { Orders = 40, Kills = 5, Seed = 11, DataDirectory = directory.FullName, Workers = [] };

        var verdict = await new ChaosRun(options, output.WriteLine, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);

        Assert.Empty(verdict.Lost);
        Assert.Empty(verdict.Duplicated);
        Assert.Empty(verdict.Differences);
        Assert.Equal("chaos: 40 orders, 5 kills, 40 terminal, 0 explained, 0 lost, 0 duplicated, books match", verdict.ToString());
        directory.Delete(recursive: true);
    }
}
