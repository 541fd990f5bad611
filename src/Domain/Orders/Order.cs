using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Orders;

/// <summary>An order and all that is known of it; changed only by <see cref="Apply"/>, in place.</summary>
/// <remarks>
/// <para>Invariants, checked on every fill and again on loading: filled never exceeds ordered; each trade id counts once.</para>
/// <para>One owner at a time: not for several threads. Whoever wants to keep what was copies it: <c>order with { }</c>.</para>
/// </remarks>
public sealed partial record Order
{
    private const int AverageDecimals = 18;

    // Most orders are filled by no more.
    private const int UsualTrades = 4;

    private AssetAmounts _fees;

    private Order(OrderTerms terms)
    {
        Terms = terms;
        Quantity = terms.Quantity;
        LimitPrice = terms.LimitPrice;
    }

    /// <summary>What was ordered, as first submitted.</summary>
    public OrderTerms Terms { get; }

    /// <summary>The caller's id.</summary>
    public OrderId OrderId => Terms.OrderId;

    /// <summary>Who ordered.</summary>
    public StrategyId StrategyId => Terms.StrategyId;

    /// <summary>Which account pays.</summary>
    public AccountId AccountId => Terms.AccountId;

    /// <summary>What is traded.</summary>
    public Symbol Symbol => Terms.Symbol;

    /// <summary>Buy or sell.</summary>
    public Side Side => Terms.Side;

    /// <summary>How the order finds its price.</summary>
    public OrderType Type => Terms.Type;

    /// <summary>Base units ordered, after modifications.</summary>
    public Quantity Quantity { get; private set; }

    /// <summary>Limit price, after modifications.</summary>
    public Price? LimitPrice { get; private set; }

    /// <summary>Where the order stands.</summary>
    public OrderStatus Status { get; private set; } = OrderStatus.Created;

    /// <summary>Base units filled: the sum of distinct trades, never more than <see cref="Quantity"/>.</summary>
    public Quantity FilledQuantity { get; private set; }

    /// <summary>What the filled quantity cost or brought, in quote units, before fees.</summary>
    public Notional FilledNotional { get; private set; }

    /// <summary>Fees by asset; a rebate is negative.</summary>
    public AssetAmounts Fees
    {
        get => _fees;
        private set => _fees = value;
    }

    /// <summary>The trades counted.</summary>
    public AppliedTrades Trades { get; private set; } = AppliedTrades.WithRoomFor(UsualTrades);

    /// <summary>Base units traded that this order should not have: above its quantity, or before it was approved.</summary>
    public Quantity UnexpectedQuantity { get; private set; }

    /// <summary>Filled quantity by the venue when the order ended; more than was seen here means fills are missing.</summary>
    public Quantity? ReportedFilledQuantity { get; private set; }

    /// <summary>The venue's number of the order, once known.</summary>
    public VenueOrderId? VenueOrderId { get; private set; }

    /// <summary>The attempt under way, counted from 1; 0 before approval.</summary>
    public int Attempt { get; private set; }

    /// <summary>The expiry that we keep has been reached: the cancel that follows ends as expired.</summary>
    public bool ExpiryReached { get; private set; }

    /// <summary>Quantity asked for by a modification under way.</summary>
    public Quantity? RequestedQuantity { get; private set; }

    /// <summary>Limit price asked for by a modification under way.</summary>
    public Price? RequestedLimitPrice { get; private set; }

    /// <summary>Why the order was denied, rejected or given up, or what the last doubt or refusal was.</summary>
    public string? Reason { get; private set; }

    /// <summary>The time of the latest event applied.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Base units still open.</summary>
    public Quantity RemainingQuantity => Quantity.TrySubtract(FilledQuantity, out var rest) ? rest : Quantity.Zero;

    /// <summary>Quote units per base unit over all fills, rounded half to even at 18 decimals; null before the first fill.</summary>
    public Price? AveragePrice => FilledQuantity.IsZero
        ? null
        : Price.FromQuotient(decimal.Round(FilledNotional.Value / FilledQuantity.Value, AverageDecimals, MidpointRounding.ToEven));

    /// <summary>Fills that the venue reported and that have not been seen here yet.</summary>
    public Quantity MissingFillQuantity =>
        ReportedFilledQuantity is { } reported && reported.TrySubtract(FilledQuantity, out var missing) ? missing : Quantity.Zero;

    /// <summary>A new order, waiting for risk.</summary>
    /// <param name="terms">What was ordered.</param>
    /// <param name="createdAt">When the strategy made it.</param>
    /// <exception cref="ArgumentException">An id or the symbol is <c>default</c>, or the quantity is zero.</exception>
    public static Order Create(OrderTerms terms, DateTimeOffset createdAt)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (terms.OrderId.IsDefault || terms.StrategyId == default || terms.AccountId == default || terms.Symbol == default)
            throw new ArgumentException("Order lacks its id, strategy, account or symbol.", nameof(terms));
        if (terms.Quantity.IsZero)
            throw new ArgumentException("Order quantity must be above 0.", nameof(terms));
        return new Order(terms) { UpdatedAt = createdAt };
    }

    /// <summary>Takes in an event; the answer says what became of it.</summary>
    /// <remarks>Makes no garbage unless it must put a violation into words. An exception leaves the order as it was.</remarks>
    /// <exception cref="OverflowException">A sum of a fill leaves the range of decimal.</exception>
    public OrderStep Apply(OrderEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (happened is OrderEvent.FillReceived fill)
            return ApplyFill(fill);
        var kind = KindOf(happened);
        var (outcome, next) = OrderTransitions.Next(Status, kind);
        if (outcome is not TransitionOutcome.Applied)
            return Refuse(outcome, kind);
        // The venue has shown the order: that it now denies it is a question for people, not the end of the order.
        if (kind is OrderEventKind.ProvenAbsent && IsKnownToVenue)
            return Refuse(TransitionOutcome.Violation, kind, $"Order {OrderId}: the venue lost what it accepted.");
        if (IsOvertaken(happened))
            return Refuse(TransitionOutcome.Stale, kind);
        var from = Status;
        Absorb(happened);
        Status = kind is OrderEventKind.Modified && RemainingQuantity.IsZero
            ? OrderStatus.Filled
            : OrderTransitions.Refine(next, kind, !FilledQuantity.IsZero, ExpiryReached);
        UpdatedAt = Later(happened.OccurredAt);
        return new OrderStep(TransitionOutcome.Applied, this, kind, from, Status, false, null);
    }

    private DateTimeOffset Later(DateTimeOffset time) => time > UpdatedAt ? time : UpdatedAt;

    private OrderStep Refuse(TransitionOutcome outcome, OrderEventKind kind, string? violation = null) =>
        new(outcome, this, kind, Status, Status, false, outcome is TransitionOutcome.Violation
            ? violation ?? $"Order {OrderId}: {kind} cannot happen in status {Status}."
            : null);
}
