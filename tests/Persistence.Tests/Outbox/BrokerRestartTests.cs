using System.Globalization;
using System.Text;
using Bot3.Messaging.LocalServices;
using Bot3.Messaging.TestKit.Services;

namespace Bot3.Messaging.Persistence.Tests.Outbox;

/// <summary>A broker that dies in the middle of a stream.</summary>
public sealed class BrokerRestartTests
{
    private const int Commits = 400;
    private const int PerCommit = 5;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stream_WhenTheBrokerIsKilledInItsMiddle_LosesNothingAndRepeatsOnlyUnderTheSameIds()
    {
        RealInfrastructure.Require();
        if (!LocalRabbitMq.IsInstalled)
            Assert.Skip("needs an installed RabbitMQ of its own to kill");
        var folder = Path.Combine(Path.GetTempPath(), "bot3-test-" + Guid.CreateVersion7().ToString("N"));
        Directory.CreateDirectory(folder);
        try
        {
            await using var broker = await LocalRabbitMq.StartAsync(folder, null, Token);
            await using var database = await TestServices.CreateDatabaseAsync(Token);
            await RunAsync(broker, database.ConnectionString);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(LocalRabbitMq broker, string database)
    {
        // The sweepers get their share when the broker is back; so no row may be out of their reach for long.
        await using var process = await OutboxProcess.StartAsync(
            database, broker.Uri, Token, options => options.GracePeriod = TimeSpan.FromSeconds(5));
        await using (var channel = await process.ChannelAsync(Token))
            await OutboxProcess.DeclareAsync(channel, "stream", Token);
        await broker.FlushAsync(Token);
        await process.CommitAsync(Token, OutboxProcess.Message("stream", "first"));
        var committing = CommitAllAsync(process);
        await UntilSomeAreOutAsync(process);
        await broker.KillAsync(Token);
        await broker.RestartAsync(Token);
        await committing;
        await process.UntilEmptyAsync(Token);

        var ids = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        await using var reading = await process.ChannelAsync(Token);
        while (await reading.BasicGetAsync("stream", autoAck: true, Token) is { } message)
        {
            var text = Encoding.UTF8.GetString(message.Body.Span);
            if (!ids.TryGetValue(text, out var known))
                ids[text] = known = [];
            known.Add(message.BasicProperties.MessageId!);
        }

        Assert.Equal((Commits * PerCommit) + 1, ids.Count);
        Assert.All(ids.Values, known => Assert.Single(known));
    }

    private static async Task CommitAllAsync(OutboxProcess process)
    {
        for (var i = 0; i < Commits; i++)
        {
            var numbers = Enumerable.Range(i * PerCommit, PerCommit);
            await process.CommitAsync(
                Token, [.. numbers.Select(n => OutboxProcess.Message("stream", n.ToString(CultureInfo.InvariantCulture), mandatory: true))]);
        }
    }

    private static async Task UntilSomeAreOutAsync(OutboxProcess process)
    {
        await using var channel = await process.ChannelAsync(Token);
        await Infrastructure.TicketHost.UntilAsync(
            async () => (await channel.QueueDeclarePassiveAsync("stream", Token)).MessageCount > 50, "the stream under way", Token);
    }
}
