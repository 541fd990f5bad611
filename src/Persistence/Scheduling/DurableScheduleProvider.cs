using System.Diagnostics;
using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Sessions;
using Bot3.Messaging.Persistence.Telemetry;
using MassTransit;
using MassTransit.Logging;
using MassTransit.Scheduling;
using MassTransit.Transports;

namespace Bot3.Messaging.Persistence.Scheduling;

/// <summary>
/// Schedules and cancels in a unit of work of its own, committed before it returns, and so before the delivery is acknowledged. A
/// redelivery settles its round in the inbox in the same commit: should the original come again after a crash, it is known.
/// </summary>
internal sealed class DurableScheduleProvider(ConsumeContext context, DurableSchedulerParts parts) : IScheduleMessageProvider
{
    public async Task<ScheduledMessage<T>> ScheduleSend<T>(
        Uri destinationAddress, DateTime scheduledTime, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
        where T : class
    {
        var schedule = new OutboxSchedule(new DateTimeOffset(scheduledTime.ToUniversalTime()), ScheduleTokenIdCache<T>.GetTokenId(message));
        var row = await CreateAsync(destinationAddress, message, new SchedulePipe<T>(pipe, schedule), cancellationToken);
        await using var session = await parts.Store.BeginAsync(cancellationToken);
        if (await SettleRoundAsync(session, row, cancellationToken))
        {
            session.AddOutbox(row);
            await session.CommitAsync(cancellationToken);
        }

        return new ScheduledMessageHandle<T>(schedule.Token, schedule.DueAt.UtcDateTime, destinationAddress, message);
    }

    public async Task CancelScheduledSend(Guid tokenId, CancellationToken cancellationToken)
    {
        await using var session = await parts.Store.BeginAsync(cancellationToken);
        await session.UnscheduleAsync(tokenId, cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    public Task CancelScheduledSend(Uri destinationAddress, Guid tokenId, CancellationToken cancellationToken) =>
        CancelScheduledSend(tokenId, cancellationToken);

    private async Task<OutboxMessage> CreateAsync<T>(
        Uri destination, T message, SchedulePipe<T> pipe, CancellationToken cancellationToken)
        where T : class
    {
        var endpoint = await context.ReceiveContext.SendEndpointProvider.GetSendEndpoint(destination);
        var transport = endpoint as ITransportSendEndpoint
            ?? throw new InvalidOperationException($"a {endpoint.GetType().Name} cannot make messages for the outbox");
        var sending = await transport.CreateSendContext(message, Pipe.ExecuteAsync<SendContext<T>>(PrepareAsync), cancellationToken);
        return parts.Factory.Create(sending);

        async Task PrepareAsync(SendContext<T> sent)
        {
            sent.TransferConsumeContextHeaders(context);
            if (Activity.Current?.Id is { } activity)
                sent.Headers.Set(DiagnosticHeaders.ActivityId, activity);
            await ((IPipe<SendContext<T>>)pipe).Send(sent);
        }
    }

    // False when this round was settled before, by its handler or by another copy's redelivery: then nothing is to be sent.
    private async ValueTask<bool> SettleRoundAsync(IDurableSession session, OutboxMessage row, CancellationToken cancellationToken)
    {
        if (!row.Headers.ContainsKey(MessageHeaders.RedeliveryCount))
            return true;
        var key = InboxIdentity.KeyOf(context);
        if (await session.TryRecordInboxAsync(key, cancellationToken))
            return true;
        DurableMetrics.Duplicate(key.Consumer);
        Log.DuplicateSkipped(parts.Logger, key.MessageId, key.Consumer);
        return false;
    }
}
