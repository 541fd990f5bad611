using System.Globalization;
using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.Persistence.Packs;

/// <summary>
/// Payload of a message that came in a pack. A retry that has to wait must not hold the rest of its pack: such a message leaves the pack
/// and comes back by itself.
/// </summary>
public sealed class PackedDelivery
{
    /// <summary>Header of a postponed message: how many retries it had, so that the ladder of retries goes on.</summary>
    public const string RetryCountHeader = "Bot3-Retry-Count";

    /// <summary>Header of a postponed message: when it failed first, as an ISO 8601 instant.</summary>
    public const string FirstFaultHeader = "Bot3-First-Fault";

    private readonly PackedMessage _message;
    private readonly Guid _packId;
    private readonly string _queue;
    private readonly IDurableStore _store;
    private readonly TimeProvider _time;

    internal PackedDelivery(PackedMessage message, Guid packId, string queue, IDurableStore store, TimeProvider time)
    {
        _message = message;
        _packId = packId;
        _queue = queue;
        _store = store;
        _time = time;
    }

    /// <summary>Whether the message has left its pack: nothing more is to be done with it here.</summary>
    public bool IsPostponed { get; private set; }

    /// <summary>
    /// Stores the message as a plain one to the same queue that is due later, in a transaction of its own. A pack that is delivered again
    /// does not store it again.
    /// </summary>
    /// <param name="retryCount">How many retries it had, the next one included; not negative.</param>
    /// <param name="firstFaultAt">When it failed first.</param>
    /// <param name="delay">How long it waits.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public async Task PostponeAsync(int retryCount, DateTimeOffset firstFaultAt, TimeSpan delay, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(retryCount);
        var headers = new Dictionary<string, string>(_message.Headers, StringComparer.Ordinal)
        {
            [RetryCountHeader] = retryCount.ToString(CultureInfo.InvariantCulture),
            [FirstFaultHeader] = firstFaultAt.ToString("O", CultureInfo.InvariantCulture),
        };
        await using var session = await _store.BeginAsync(cancellationToken);
        // Not the message's own inbox entry: that one belongs to who handles it, and would have the plain one skipped.
        var once = new InboxKey(DeterministicId.From("postponed", _packId.ToString(), _message.MessageId.ToString()), _queue);
        if (await session.TryRecordInboxAsync(once, cancellationToken))
        {
            session.AddOutbox(new OutboxMessage
            {
                MessageId = _message.MessageId,
                CorrelationId = _message.CorrelationId,
                Destination = new Uri("exchange:" + _queue),
                Mandatory = true,
                ContentType = _message.ContentType,
                Body = _message.Body,
                Headers = headers,
                DueAt = _time.GetUtcNow() + delay,
            });
            await session.CommitAsync(cancellationToken);
        }

        IsPostponed = true;
    }
}
