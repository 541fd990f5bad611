using Bot3.Messaging.Persistence.Tests.Infrastructure;
using MassTransit;

namespace Bot3.Messaging.Persistence.Tests.Scheduling;

public sealed record Chore(Guid Id, string Name);

/// <summary>What the consumer did.</summary>
public sealed class ChoreJournal
{
    private readonly Lock _gate = new();
    private readonly List<string> _done = [];
    private readonly List<int> _rounds = [];

    /// <summary>Deliveries below this round fail.</summary>
    public int FailUpTo { get; set; }

    public IReadOnlyList<string> Done
    {
        get
        {
            lock (_gate)
                return [.. _done];
        }
    }

    public IReadOnlyList<int> Rounds
    {
        get
        {
            lock (_gate)
                return [.. _rounds];
        }
    }

    public void Begin(int round)
    {
        lock (_gate)
            _rounds.Add(round);
        if (round < FailUpTo)
            throw new InvalidOperationException("told to fail");
    }

    public void End(string name)
    {
        lock (_gate)
            _done.Add(name);
    }

    public Task UntilDoneAsync(string name, CancellationToken cancellationToken) =>
        TicketHost.UntilAsync(() => Task.FromResult(Done.Contains(name)), name, cancellationToken);
}

public sealed class ChoreConsumer(ChoreJournal journal) : IConsumer<Chore>
{
    public async Task Consume(ConsumeContext<Chore> context)
    {
        journal.Begin(context.GetRedeliveryCount());
        var name = context.Message.Name;
        var later = new Chore(Guid.NewGuid(), "scheduled by " + name);
        if (name == "schedule")
            await context.ScheduleSend(context.ReceiveContext.InputAddress, TimeSpan.FromMilliseconds(200), later);
        if (name == "cancel")
        {
            var scheduled = await context.ScheduleSend(context.ReceiveContext.InputAddress, TimeSpan.FromMilliseconds(200), later);
            await context.CancelScheduledSend(scheduled);
        }

        journal.End(name);
    }
}
