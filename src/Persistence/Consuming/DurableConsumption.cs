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
    public async Task RunAsync<T>(ConsumeContext<T> context, IServiceProvider provider, Func<ConsumeContext<T>, IDurableSession, Task> handle)
        where T : class
    {
        // A saga behind UseDurableInbox joins the unit of work that the endpoint has opened.
        if (context.TryGetPayload<IDurableSession>(out var open))
        {
            await handle(context, open);
            return;
        }

        var messageId = InboxIdentity.Of(context);
        var consumer = OutboxAddress.Name(context.ReceiveContext.InputAddress);
        await using var session = await store.BeginAsync(context.CancellationToken);
        if (!await session.TryRecordInboxAsync(new InboxKey(messageId, consumer), context.CancellationToken))
        {
            DurableMetrics.Duplicate(consumer);
            Log.DuplicateSkipped(logger, messageId, consumer);
            // Without this the transport takes the message for one that nobody wanted and moves it to the skipped queue.
            await context.NotifyConsumed(context, TimeSpan.Zero, "inbox");
            return;
        }

        var durable = new DurableConsumeContext<T>(context, provider, session, factory, topology);
        // A publish endpoint that a consumer or activity got injected must write to the outbox too.
        using var pushed = context.TryGetPayload<IServiceScope>(out var scope) ? scopes.PushContext(scope, durable) : null;
        await handle(durable, session);
        await durable.ConsumeCompleted;
        await session.CommitAsync(context.CancellationToken);
    }
}
