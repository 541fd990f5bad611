using System.Globalization;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.ExchangeWorker.Facts;

/// <summary>
/// The wire form of every fact, made from stored rows only, with an id that is a pure function of the fact: telling it again sends the
/// very same message.
/// </summary>
internal sealed class FactMessages(IMessageOutbox outbox)
{
    public ValueTask AcceptedAsync(IDurableSession session, Attempt attempt, CancellationToken cancellationToken) =>
        PublishAsync(
            session,
            new OrderAccepted
            {
                OrderId = attempt.OrderId,
                ClientOrderId = attempt.ClientOrderId,
                Account = attempt.Account,
                Venue = attempt.Venue,
                VenueOrderId = Required(attempt.VenueOrderId, nameof(attempt.VenueOrderId)),
                OccurredAt = Required(attempt.AcceptedAt, nameof(attempt.AcceptedAt)),
            },
            Id("accepted", attempt),
            attempt,
            cancellationToken);

    public ValueTask FilledAsync(IDurableSession session, Attempt attempt, Fill fill, CancellationToken cancellationToken)
    {
        var tradeId = fill.TradeId.ToString(CultureInfo.InvariantCulture);
        return PublishAsync(
            session,
            new OrderFilled
            {
                OrderId = attempt.OrderId,
                ClientOrderId = attempt.ClientOrderId,
                Account = attempt.Account,
                Venue = attempt.Venue,
                StrategyId = attempt.StrategyId,
                Symbol = attempt.Symbol,
                Side = attempt.Side,
                VenueOrderId = fill.VenueOrderId,
                TradeId = tradeId,
                Price = fill.Price,
                Quantity = fill.Quantity,
                Fee = fill.Fee,
                FeeAsset = fill.FeeAsset,
                IsMaker = fill.IsMaker,
                OrderQuantity = attempt.Quantity,
                OccurredAt = fill.ExecutedAt,
            },
            DeterministicId.From("exchange-fill", attempt.Venue, attempt.Symbol, tradeId, fill.VenueOrderId),
            attempt,
            cancellationToken);
    }

    /// <summary>Tells how an attempt ended. A whole execution has no fact of its own: the fills say it.</summary>
    public ValueTask EndedAsync(IDurableSession session, Attempt attempt, CancellationToken cancellationToken)
    {
        var at = Required(attempt.EndedAt, nameof(attempt.EndedAt));
        return attempt.State switch
        {
            AttemptState.Filled => ValueTask.CompletedTask,
            AttemptState.Cancelled => PublishAsync(session, Cancelled(attempt, at), Id("cancelled", attempt), attempt, cancellationToken),
            AttemptState.Expired => PublishAsync(session, Expired(attempt, at), Id("expired", attempt), attempt, cancellationToken),
            AttemptState.Rejected => PublishAsync(session, Rejected(attempt, at), Id("rejected", attempt), attempt, cancellationToken),
            AttemptState.NotSent => PublishAsync(session, NotSent(attempt, at), Id("not-sent", attempt), attempt, cancellationToken),
            AttemptState.Absent => PublishAsync(session, Absent(attempt, at), Id("absent", attempt), attempt, cancellationToken),
            _ => throw new InvalidOperationException($"attempt {attempt.ClientOrderId} is {attempt.State}, which is no end"),
        };
    }

    public ValueTask UnknownAsync(IDurableSession session, Attempt attempt, CancellationToken cancellationToken) =>
        PublishAsync(
            session,
            new OrderOutcomeUnknown
            {
                OrderId = attempt.OrderId,
                ClientOrderId = attempt.ClientOrderId,
                Account = attempt.Account,
                Venue = attempt.Venue,
                Cause = attempt.Reason,
                OccurredAt = Required(attempt.UnknownAt, nameof(attempt.UnknownAt)),
            },
            Id("unknown", attempt),
            attempt,
            cancellationToken);

    /// <summary>Tells that a cancel was refused; one fact per request.</summary>
    public ValueTask CancelRejectedAsync(
        IDurableSession session, CancelVenueOrder command, RefusalReason reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        outbox.PublishAsync(
            session,
            new OrderCancelRejected
            {
                OrderId = command.OrderId,
                ClientOrderId = command.ClientOrderId,
                Account = command.Account,
                Venue = command.Venue,
                Reason = reason,
                OccurredAt = now,
            },
            DeterministicId.From(
                "exchange-cancel-rejected", command.Account, command.ClientOrderId,
                command.RequestedAt.UtcTicks.ToString(CultureInfo.InvariantCulture)),
            command.OrderId,
            cancellationToken);

    private static OrderCancelled Cancelled(Attempt attempt, DateTimeOffset at) => new()
    {
        OrderId = attempt.OrderId,
        ClientOrderId = attempt.ClientOrderId,
        Account = attempt.Account,
        Venue = attempt.Venue,
        CumulativeQuantity = attempt.FilledQuantity,
        OccurredAt = at,
    };

    private static OrderExpired Expired(Attempt attempt, DateTimeOffset at) => new()
    {
        OrderId = attempt.OrderId,
        ClientOrderId = attempt.ClientOrderId,
        Account = attempt.Account,
        Venue = attempt.Venue,
        Reason = attempt.ReasonMessage,
        CumulativeQuantity = attempt.FilledQuantity,
        OccurredAt = at,
    };

    private static OrderRejected Rejected(Attempt attempt, DateTimeOffset at) => new()
    {
        OrderId = attempt.OrderId,
        ClientOrderId = attempt.ClientOrderId,
        Account = attempt.Account,
        Venue = attempt.Venue,
        Reason = attempt.Reason,
        OccurredAt = at,
    };

    private static OrderNotSent NotSent(Attempt attempt, DateTimeOffset at) => new()
    {
        OrderId = attempt.OrderId,
        ClientOrderId = attempt.ClientOrderId,
        Account = attempt.Account,
        Venue = attempt.Venue,
        Reason = attempt.Reason,
        Retryable = attempt.Retryable,
        RetryAfter = attempt.RetryAfter,
        OccurredAt = at,
    };

    private static OrderProvenAbsent Absent(Attempt attempt, DateTimeOffset at) => new()
    {
        OrderId = attempt.OrderId,
        ClientOrderId = attempt.ClientOrderId,
        Account = attempt.Account,
        Venue = attempt.Venue,
        Evidence = Required(attempt.Evidence, nameof(attempt.Evidence)),
        OccurredAt = at,
    };

    private static Guid Id(string fact, Attempt attempt) =>
        DeterministicId.From($"exchange-{fact}", attempt.Venue, attempt.Account, attempt.ClientOrderId);

    private static T Required<T>(T? value, string field)
        where T : class
        => value ?? throw new InvalidOperationException($"{field} must be stored before the fact is told");

    private static T Required<T>(T? value, string field)
        where T : struct
        => value ?? throw new InvalidOperationException($"{field} must be stored before the fact is told");

    private ValueTask PublishAsync<T>(IDurableSession session, T fact, Guid id, Attempt attempt, CancellationToken cancellationToken)
        where T : class
        => outbox.PublishAsync(session, fact, id, attempt.OrderId, cancellationToken);
}
