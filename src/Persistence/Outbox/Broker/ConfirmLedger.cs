using MassTransit;

namespace Bot3.Messaging.Persistence.Outbox.Broker;

/// <summary>
/// Which message got which sequence number on one channel, until the broker has spoken. Completions run outside the lock, in the order of
/// the numbers.
/// </summary>
internal sealed class ConfirmLedger
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, PendingPublish> _pending = [];
    private Exception? _closed;
    private TaskCompletionSource? _empty;
    private ulong _lowest = 1;
    private ulong _next = 1;

    public int Count
    {
        get
        {
            lock (_gate)
                return _pending.Count;
        }
    }

    /// <summary>Gives the next number to a message that is just being written.</summary>
    /// <returns>False when the channel has ended; then the message must take another.</returns>
    public bool TryAdd(PendingPublish publish)
    {
        lock (_gate)
        {
            if (_closed is not null)
                return false;
            _pending.Add(_next++, publish);
            return true;
        }
    }

    public void Acknowledge(ulong tag, bool multiple)
    {
        if (multiple)
        {
            foreach (var publish in TakeTo(tag))
                publish.Succeed();
        }
        else
        {
            Take(tag)?.Succeed();
        }
    }

    public void Refuse(ulong tag, bool multiple)
    {
        foreach (var publish in multiple ? TakeTo(tag) : Take(tag) is { } one ? [one] : [])
            publish.Fail(new TransportException(publish.Message.Destination, "the broker refused the message (basic.nack)"));
    }

    /// <summary>Marks the oldest matching message as not taken by any queue; its acknowledgement follows.</summary>
    public void Return(string? messageId, string exchange, string routingKey, string reason)
    {
        lock (_gate)
        {
            for (var number = _lowest; number < _next; number++)
            {
                if (!_pending.TryGetValue(number, out var publish) || publish.Returned is not null || publish.Exchange != exchange
                    || (publish.Message.RoutingKey ?? "") != routingKey || publish.Message.MessageId.ToString() != messageId)
                    continue;
                publish.Returned = new MessageReturnedException($"no queue takes what is sent to {exchange}: {reason}");
                return;
            }
        }
    }

    /// <summary>Ends the channel's life: everything unconfirmed fails.</summary>
    public void Close(Exception cause)
    {
        List<PendingPublish> failed;
        lock (_gate)
        {
            if (_closed is not null)
                return;
            _closed = cause;
            failed = _pending.OrderBy(entry => entry.Key).Select(entry => entry.Value).ToList();
            _pending.Clear();
            SettleEmpty();
        }

        foreach (var publish in failed)
            publish.Fail(publish.Returned ?? cause);
    }

    /// <summary>Fails what the broker has not confirmed although it was handed over before <paramref name="acceptedBefore"/>.</summary>
    /// <returns>How many failed.</returns>
    public int Expire(long acceptedBefore, Exception cause)
    {
        List<PendingPublish> expired = [];
        lock (_gate)
        {
            foreach (var (number, publish) in _pending.Where(entry => entry.Value.AcceptedAt < acceptedBefore).OrderBy(entry => entry.Key))
            {
                _pending.Remove(number);
                expired.Add(publish);
            }

            SettleEmpty();
        }

        foreach (var publish in expired)
            publish.Fail(publish.Returned ?? cause);
        return expired.Count;
    }

    /// <summary>Completes once nothing waits for the broker.</summary>
    public Task WhenEmptyAsync()
    {
        lock (_gate)
        {
            if (_pending.Count == 0)
                return Task.CompletedTask;
            _empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _empty.Task;
        }
    }

    private PendingPublish? Take(ulong tag)
    {
        lock (_gate)
        {
            _pending.Remove(tag, out var publish);
            SettleEmpty();
            return publish;
        }
    }

    private List<PendingPublish> TakeTo(ulong tag)
    {
        lock (_gate)
        {
            var taken = new List<PendingPublish>();
            for (; _lowest <= tag && _lowest < _next; _lowest++)
            {
                if (_pending.Remove(_lowest, out var publish))
                    taken.Add(publish);
            }

            SettleEmpty();
            return taken;
        }
    }

    private void SettleEmpty()
    {
        if (_pending.Count > 0)
            return;
        _lowest = _next;
        _empty?.TrySetResult();
        _empty = null;
    }
}
