using System.Collections.Concurrent;
using Bot3.Messaging.Hosting.Transport;
using Bot3.Messaging.Persistence.DeadLetters;
using MassTransit;

namespace Bot3.Messaging.Hosting.Tests.DeadLetters;

/// <summary>Poison among good messages, processes that stop and connections that break in the middle of it: nothing lost, nothing twice.</summary>
public sealed class LedgerUnderFireTests
{
    private const int Poison = 120;
    private const int Good = 40;
    private const int Lives = 5;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PoisonMessages_ThroughStopsAndBrokenConnections_AreExactlyOneLetterEach()
    {
        await using var bench = await LedgerBench.CreateAsync();
        var handled = new ConcurrentQueue<Guid>();
        var module = () => new ToyModule((context, _) =>
        {
            if (context.Message.Side == ToySide.Sell)
            {
                throw new PermanentFaultException("poison");
            }

            handled.Enqueue(context.Message.ToyId);
            return Task.CompletedTask;
        });
        await using var gate = new TcpGate(bench.Broker.Host, bench.Broker.Port);
        var settings = new[]
        {
            ("Bus:Host", "127.0.0.1"), ("Bus:Port", $"{gate.Port}"), ("Bus:StopTimeout", "00:00:00.200"),
            ("Bus:PrefetchCount", "16"), ("Bus:ConcurrencyLimit", "8"),
        };
        var poison = new HashSet<Guid>();
        await using (var host = await bench.StartAsync(module(), settings))
        {
            await SendAllAsync(host, poison);
            await host.StopAsync();
        }

        for (var life = 1; life < Lives; life++)
        {
            await using var host = await bench.StartAsync(module(), settings);
            var enough = Poison * life / Lives;
            await LedgerBench.UntilAsync(async () => (await LedgerBench.LettersAsync(host)).Count >= enough, $"{enough} letters in life {life}");
            gate.CutAll();
            await host.StopAsync();
        }

        await using var last = await bench.StartAsync(module());
        var kept = await bench.SettledAsync(last, Poison);
        Assert.Equal(poison.Order(), kept.Select(letter => letter.Letter.MessageId!.Value).Order());
        Assert.All(kept, letter => Assert.Equal(DeadLetterStatus.Open, letter.Status));
        Assert.Equal(Good, handled.Distinct().Count());
    }

    private static async Task SendAllAsync(TestHost host, HashSet<Guid> poison)
    {
        var endpoint = await host.Bus.GetSendEndpoint(new Uri("exchange:toy"));
        for (var number = 0; number < Poison + Good; number++)
        {
            var command = new ToyCommand(Guid.NewGuid(), 1m, number % 4 == 0 ? ToySide.Buy : ToySide.Sell);
            if (command.Side == ToySide.Sell)
            {
                poison.Add(command.ToyId);
            }

            await endpoint.Send(command, Pipe.Execute<SendContext<ToyCommand>>(context => context.MessageId = command.ToyId), Token);
        }
    }
}
