using System.Text;
using Bot3.Messaging.Persistence.Packs;
using MassTransit;
using RabbitMQ.Client;

namespace Bot3.Messaging.Persistence.Tests.Crash;

/// <summary>Messages that come twice, in any order, late, or cannot be read, shared by two processes that write the same sagas.</summary>
public sealed class DisorderTests
{
    [Fact]
    public async Task Messages_TwiceAndOutOfOrderToTwoProcesses_AreHandledOnce()
    {
        await using var bench = await CrashBench.CreateAsync();
        await using (await bench.StartAsync())
        await using (await bench.StartAsync())
        {
            var jobs = bench.Jobs(96);
            var copies = jobs.Concat(jobs.Reverse()).ToArray();
            foreach (var pack in copies.Chunk(12))
                await bench.SendAsync(pack);
            await bench.UntilSettledAsync();

            // Late ones, when the others are long done: alone, and all in one pack with themselves.
            await bench.SendAsync(jobs[0]);
            await bench.SendAsync([.. jobs[..8], .. jobs[..8]]);
            await bench.UntilSettledAsync();
        }

        await bench.VerdictAsync("Duplicates, reordered and late, two processes on the same sagas", 1);
    }

    [Fact]
    public async Task Bodies_ThatNobodyCanRead_AreLettersAndTheirNeighboursAreHandled()
    {
        await using var bench = await CrashBench.CreateAsync();
        await using (await bench.StartAsync())
        {
            string[] bodies = ["", "{", "null", "[]", "{\"id\":\"no guid\"}", "\0\u0001", new string('[', 2_000)];
            foreach (var body in bodies)
            {
                await bench.SendAsync(bench.Jobs(4));
                await SendPoisonAsync(bench, Encoding.UTF8.GetBytes(body), InternalHeaders.ContentType);
                await SendPoisonAsync(bench, Encoding.UTF8.GetBytes(body), PackFormat.ContentType);
            }

            await bench.SendAsync([.. bench.Jobs(4), .. bench.Jobs(1, JobKind.Poison), .. bench.Jobs(3)]);
            await bench.UntilSettledAsync();
        }

        await bench.VerdictAsync("Poison bodies and poison messages among good ones", 1);
    }

    private static async Task SendPoisonAsync(CrashBench bench, byte[] body, string contentType)
    {
        var id = Guid.CreateVersion7();
        bench.ExpectLetter(id);
        await bench.PublishAsync("jobs", body, new BasicProperties
        {
            MessageId = id.ToString("D"), ContentType = contentType, Persistent = true,
            Headers = new Dictionary<string, object?> { [MessageHeaders.MessageType] = MessageUrn.ForTypeString<Job>() },
        });
    }
}
