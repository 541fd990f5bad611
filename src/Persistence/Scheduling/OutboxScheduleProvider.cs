using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Sessions;
using MassTransit;
using MassTransit.Scheduling;

namespace Bot3.Messaging.Persistence.Scheduling;

/// <summary>
/// Schedules a message as an outbox row with a due time, in the session of the present message; cancelling removes the row.
/// </summary>
internal sealed class OutboxScheduleProvider(ISendEndpointProvider endpoints, IDurableSession session) : IScheduleMessageProvider
{
    public async Task<ScheduledMessage<T>> ScheduleSend<T>(
        Uri destinationAddress, DateTime scheduledTime, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
        where T : class
    {
        var schedule = new OutboxSchedule(new DateTimeOffset(scheduledTime.ToUniversalTime()), ScheduleTokenIdCache<T>.GetTokenId(message));
        var endpoint = await endpoints.GetSendEndpoint(destinationAddress);
        await endpoint.Send(message, new SchedulePipe<T>(pipe, schedule), cancellationToken);
        return new ScheduledMessageHandle<T>(schedule.Token, schedule.DueAt.UtcDateTime, destinationAddress, message);
    }

    public async Task CancelScheduledSend(Guid tokenId, CancellationToken cancellationToken) =>
        await session.UnscheduleAsync(tokenId, cancellationToken);

    public Task CancelScheduledSend(Uri destinationAddress, Guid tokenId, CancellationToken cancellationToken) =>
        CancelScheduledSend(tokenId, cancellationToken);
}
