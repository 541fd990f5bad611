using Bot3.Messaging.Persistence.Consuming;
using Bot3.Messaging.Persistence.Sagas;
using MassTransit;
using NpgsqlTypes;

namespace Bot3.Messaging.Persistence.Tests.Infrastructure;

public enum Urgency
{
    Low,
    High,
}

public sealed record OpenTicket(Guid TicketId, string Title, decimal Price, TimeSpan? RemindAfter = null, string? ForwardTo = null);

public sealed record AddNote(Guid TicketId, string Note, bool Fail = false);

public sealed record CancelReminder(Guid TicketId);

public sealed record TicketOpened(Guid TicketId, string Title, decimal Price, Urgency Urgency);

public sealed record TicketCommand(Guid TicketId, string What);

public sealed record ReminderDue(Guid TicketId);

public sealed class Ticket : IDurableSaga
{
    public Guid CorrelationId { get; set; }

    public int Version { get; set; }

    public DateTimeOffset? Deadline { get; set; }

    public string CurrentState { get; set; } = "Initial";

    public string Title { get; set; } = "";

    public decimal Price { get; set; }

    public List<string> Notes { get; set; } = [];

    public bool Reminded { get; set; }

    public Guid? ReminderToken { get; set; }

    public static SagaTable<Ticket> Table { get; } = new()
    {
        Table = ("tickets", "ticket_state"),
        Columns =
        [
            new SagaColumn<Ticket>("state", NpgsqlDbType.Text, ticket => ticket.CurrentState),
            new SagaColumn<Ticket>("price", NpgsqlDbType.Numeric, ticket => ticket.Price),
        ],
    };
}

/// <summary>What tests change from outside: how often the behaviour ran, and how often it shall fail first.</summary>
public sealed class TicketProbe
{
    private int _failuresLeft;
    private int _notes;

    public int Notes => _notes;

    public int FailuresLeft
    {
        get => _failuresLeft;
        set => _failuresLeft = value;
    }

    public void Run(AddNote note)
    {
        Interlocked.Increment(ref _notes);
        if (note.Fail && Interlocked.Decrement(ref _failuresLeft) >= 0)
            throw new InvalidOperationException("told to fail");
    }
}

public sealed class TicketMachine : MassTransitStateMachine<Ticket>
{
    public TicketMachine(TicketProbe probe)
    {
        InstanceState(ticket => ticket.CurrentState);
        Event(() => Opened, e => e.CorrelateById(context => context.Message.TicketId));
        Event(() => Noted, e =>
        {
            e.CorrelateById(context => context.Message.TicketId);
            e.OnMissingInstance(missing => missing.Fault());
        });
        Event(() => ReminderCancelled, e => e.CorrelateById(context => context.Message.TicketId));
        Schedule(() => Reminder, ticket => ticket.ReminderToken, s => s.Received = e => e.CorrelateById(context => context.Message.TicketId));
        Initially(When(Opened)
            .Then(context =>
            {
                context.Saga.Title = context.Message.Title;
                context.Saga.Price = context.Message.Price;
            })
            .Publish(context => new TicketOpened(context.Saga.CorrelationId, context.Saga.Title, context.Saga.Price, Urgency.High))
            .If(context => context.Message.ForwardTo is not null, x => x.Send(
                context => new Uri($"queue:{context.Message.ForwardTo}"), context => new TicketCommand(context.Saga.CorrelationId, "forward")))
            .If(context => context.Message.RemindAfter is not null, x => x.Schedule(
                Reminder, context => new ReminderDue(context.Saga.CorrelationId), context => context.Message.RemindAfter!.Value))
            .TransitionTo(Open));
        During(Open,
            Ignore(Opened),
            When(Noted)
                .Publish(context => new TicketOpened(context.Saga.CorrelationId, "note " + context.Message.Note, 0, Urgency.Low))
                .Then(context =>
                {
                    context.Saga.Notes.Add(context.Message.Note);
                    context.GetDurableSession();
                    probe.Run(context.Message);
                }),
            When(ReminderCancelled).Unschedule(Reminder),
            When(Reminder.Received).Then(context => context.Saga.Reminded = true));
    }

    public State Open { get; private set; } = null!;

    public Event<OpenTicket> Opened { get; private set; } = null!;

    public Event<AddNote> Noted { get; private set; } = null!;

    public Event<CancelReminder> ReminderCancelled { get; private set; } = null!;

    public Schedule<Ticket, ReminderDue> Reminder { get; private set; } = null!;
}

/// <summary>A stateless consumer that answers each fact with a command through the outbox.</summary>
public sealed class TicketOpenedConsumer(TicketLog log) : IConsumer<TicketOpened>
{
    public async Task Consume(ConsumeContext<TicketOpened> context)
    {
        log.Add(context.Message, context.MessageId!.Value);
        await context.Publish(new TicketCommand(context.Message.TicketId, "seen " + context.Message.Title));
    }
}

/// <summary>Reads the commands at the end of the way.</summary>
public sealed class TicketCommandConsumer(TicketLog log) : IConsumer<TicketCommand>
{
    public Task Consume(ConsumeContext<TicketCommand> context)
    {
        log.Add(context.Message, context.MessageId!.Value);
        return Task.CompletedTask;
    }
}

/// <summary>What consumers saw.</summary>
public sealed class TicketLog
{
    private readonly Lock _gate = new();
    private readonly List<(object Message, Guid MessageId)> _seen = [];

    public IReadOnlyList<(object Message, Guid MessageId)> Seen
    {
        get
        {
            lock (_gate)
                return [.. _seen];
        }
    }

    public void Add(object message, Guid messageId)
    {
        lock (_gate)
            _seen.Add((message, messageId));
    }
}
