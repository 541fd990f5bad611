using Bot3.Messaging.Persistence.DeadLetters;
using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Sessions;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Bot3.Messaging.Hosting.DeadLetters;

/// <summary>
/// The inbox of an endpoint that has none, as far as dead letters need it. A message that became a letter and is delivered again (its process
/// died before the acknowledgement, or its pack was given back) is skipped: it is the operator's now, and a letter that stays open though its
/// message went through would be a lie. One that was put back and went well is remembered, so that an old copy in an error queue does not
/// open its letter again. Other deliveries cost nothing.
/// </summary>
/// <typeparam name="T">The message contract.</typeparam>
internal sealed class LetterInboxFilter<T> : IFilter<ConsumeContext<T>>
    where T : class
{
    private readonly IDurableStore _store;
    private readonly ILogger<LedgerWriter> _logger;

    public LetterInboxFilter(IDurableStore store, ILogger<LedgerWriter> logger)
    {
        _store = store;
        _logger = logger;
    }

    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        var receive = context.ReceiveContext;
        var isPutBack = receive.TransportHeaders.TryGetHeader(DeadLetterHeaders.LetterId, out _);
        if (context.GetOriginalMessageId() is null || !(isPutBack || receive.Redelivered))
        {
            await next.Send(context).ConfigureAwait(false);
            return;
        }

        var key = InboxIdentity.KeyOf(context);
        if (!await SeeAsync(key, keep: false, context.CancellationToken).ConfigureAwait(false))
        {
            Log.LetterSkipped(_logger, key.Consumer, key.MessageId);

            // Without this the transport takes the message for one that nobody wanted.
            await context.NotifyConsumed(context, TimeSpan.Zero, "deadLetterLedger").ConfigureAwait(false);
            return;
        }

        await next.Send(context).ConfigureAwait(false);
        if (isPutBack)
        {
            await SeeAsync(key, keep: true, context.CancellationToken).ConfigureAwait(false);
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("letterInbox");

    /// <returns>Whether there was no entry yet.</returns>
    private async Task<bool> SeeAsync(InboxKey key, bool keep, CancellationToken cancellationToken)
    {
        await using var session = await _store.BeginAsync(cancellationToken).ConfigureAwait(false);
        var unseen = await session.TryRecordInboxAsync(key, cancellationToken).ConfigureAwait(false);
        if (unseen && keep)
        {
            await session.CommitAsync(cancellationToken).ConfigureAwait(false);
        }

        return unseen;
    }
}
