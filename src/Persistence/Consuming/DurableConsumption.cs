using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Sessions;
using Bot3.Messaging.Persistence.Telemetry;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bot3.Messaging.Persistence.Consuming;

/// <summary>
/// Handles one message in one unit of work: inbox check, handler, outbox, commit. The transport acknowledges when this returns, so after
/// the commit.
/// </summary>
internal sealed class DurableConsumption(
    IDurableStore store, OutboxMessageFactory factory, IBusTopology topology, ISetScopedConsumeContext scopes,
        ILogger<DurableConsumption> logger)
{
    public async Task RunAsync<T>(
        ConsumeContext<T> context, IServiceProvider provider, Action<PostgresGroup>? announce,
        Func<ConsumeContext<T>, IDurableSession, Task> handle)
        where T : class
    {
        // A saga behind UseDurableInbox joins the unit of work that the endpoint has opened.
        if (context.TryGetPayload<IDurableSession>(out var open))
        {
            await handle(context, open);
            return;
        }

        var key = InboxIdentity.KeyOf(context);
        var work = new DurableWork
        {
            Group = key.Consumer,
            InboxKey = key,
            Announce = announce,
            Handle = session => HandleAsync(context, provider, session, handle),
        };
        if (await store.RunAsync(work, context.CancellationToken))
            return;
        DurableMetrics.Duplicate(key.Consumer);
        Log.DuplicateSkipped(logger, key.MessageId, key.Consumer);

        // Without this the transport takes the message for one that nobody wanted and moves it to the skipped queue.
        await context.NotifyConsumed(context, TimeSpan.Zero, "inbox");
    }

    private async Task HandleAsync<T>(
        ConsumeContext<T> context, IServiceProvider provider, IDurableSession session, Func<ConsumeContext<T>, IDurableSession, Task> handle)
        where T : class
    {
        var durable = new DurableConsumeContext<T>(context, provider, session, factory, topology);

        // A publish endpoint that a consumer or activity got injected must write to the outbox too.
        using var pushed = context.TryGetPayload<IServiceScope>(out var scope) ? scopes.PushContext(scope, durable) : null;
        await handle(durable, session);
        await durable.ConsumeCompleted;
    }
}
