using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Values;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.OrderSaga.StateMachines;

/// <summary>The commands that the saga gives; each waits in the outbox of the transition that gives it.</summary>
/// <param name="outbox">Where they wait.</param>
/// <param name="time">The clock.</param>
internal sealed class OrderCommands(IMessageOutbox outbox, TimeProvider time)
{
    /// <summary>Asks risk to decide. Asked again, risk answers with the stored decision.</summary>
    public ValueTask CheckRiskAsync(IDurableSession session, OrderState state, CancellationToken cancellationToken) =>
        outbox.SendAsync(
            session,
            WireNames.RiskCheckQueue,
            new CheckRisk { OrderId = state.CorrelationId, Order = state.Submitted, RequestedAt = time.GetUtcNow() },
            Guid.CreateVersion7(time.GetUtcNow()),
            state.CorrelationId,
            dueAt: null,
            cancellationToken);

    /// <summary>Places the attempt that the domain's order is at.</summary>
    public ValueTask PlaceAsync(IDurableSession session, OrderState state, CancellationToken cancellationToken)
    {
        // The wire counts attempts from 0, the domain from 1.
        var attempt = state.Order.Attempt - 1;
        var clientOrderId = ClientOrderId.For(OrderId.Create(state.CorrelationId), state.Slice, attempt).Value;
        state.PlacedAttempt = state.Order.Attempt;
        state.ClientOrderId = clientOrderId;
        state.NextAttemptAt = null;
        var order = state.Submitted;
        var command = new PlaceOrder
        {
            OrderId = state.CorrelationId,
            Slice = state.Slice,
            Attempt = attempt,
            ClientOrderId = clientOrderId,
            StrategyId = order.StrategyId,
            Account = order.Account,
            Venue = state.Venue!,
            Symbol = order.Symbol,
            Side = order.Side,
            Type = order.Type,
            Quantity = state.Order.Quantity,
            LimitPrice = state.Order.LimitPrice,
            TriggerPrice = state.Order.TriggerPrice,

            // Venues do not know our expiry: the saga keeps it, and cancels.
            TimeInForce = order.TimeInForce is Contracts.TimeInForce.Gtd ? Contracts.TimeInForce.Gtc : order.TimeInForce,
            RiskDecisionId = state.DecisionId!.Value,
            LimitsVersion = state.LimitsVersion,
            NotAfter = state.NotAfter!.Value,
            RequestedAt = time.GetUtcNow(),
        };

        // One attempt is one message, whoever sends it and however often.
        return outbox.SendAsync(
            session,
            WireNames.ExchangeCommandsQueue(order.Account),
            command,
            DeterministicId.From("place", clientOrderId),
            state.CorrelationId,
            dueAt: null,
            cancellationToken);
    }

    /// <summary>Asks for the present attempt to be cancelled at the venue.</summary>
    public ValueTask CancelAsync(IDurableSession session, OrderState state, CancellationToken cancellationToken)
    {
        var command = new CancelVenueOrder
        {
            OrderId = state.CorrelationId, ClientOrderId = state.ClientOrderId!, Account = state.Submitted.Account, Venue = state.Venue!,
            Symbol = state.Submitted.Symbol, RequestedAt = time.GetUtcNow(),
        };
        return SendToExchangeAsync(session, state, command, cancellationToken);
    }

    /// <summary>Asks for the truth about the present attempt.</summary>
    public ValueTask ResolveAsync(IDurableSession session, OrderState state, CancellationToken cancellationToken)
    {
        var command = new ResolveVenueOrder
        {
            OrderId = state.CorrelationId, ClientOrderId = state.ClientOrderId!, Account = state.Submitted.Account, Venue = state.Venue!,
            Symbol = state.Submitted.Symbol, RequestedAt = time.GetUtcNow(),
        };
        return SendToExchangeAsync(session, state, command, cancellationToken);
    }

    /// <summary>Frees what risk has reserved beyond the fills.</summary>
    public ValueTask ReleaseAsync(
        IDurableSession session, OrderState state, Contracts.OrderStatus finalStatus, CancellationToken cancellationToken) =>
        outbox.SendAsync(
            session,
            WireNames.RiskPortfolioQueue,
            new ReleaseReservation
            {
                OrderId = state.CorrelationId,
                FinalStatus = finalStatus,
                FilledQuantity = Math.Max(state.Order.FilledQuantity, state.Order.ReportedFilledQuantity ?? 0),
                RequestedAt = time.GetUtcNow(),
            },
            DeterministicId.From("release", state.CorrelationId.ToString("D"), state.AuditSequence.ToString(Invariant)),
            state.CorrelationId,
            dueAt: null,
            cancellationToken);

    /// <summary>Wakes the saga for the next attempt.</summary>
    public ValueTask ScheduleAttemptAsync(
        IDurableSession session, OrderState state, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        outbox.SendAsync(
            session,
            WireNames.OrderSagaQueue,
            new NextAttemptDue { OrderId = state.CorrelationId, Attempt = state.Order.Attempt, RequestedAt = time.GetUtcNow() },
            DeterministicId.From("next-attempt", state.CorrelationId.ToString("D"), state.Order.Attempt.ToString(Invariant)),
            state.CorrelationId,
            dueAt,
            cancellationToken);

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;

    private ValueTask SendToExchangeAsync<T>(IDurableSession session, OrderState state, T command, CancellationToken cancellationToken)
        where T : class =>
        outbox.SendAsync(
            session,
            WireNames.ExchangeCommandsQueue(state.Submitted.Account),
            command,
            Guid.CreateVersion7(time.GetUtcNow()),
            state.CorrelationId,
            dueAt: null,
            cancellationToken);
}
