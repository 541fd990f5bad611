using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Persistence.Sagas;

namespace Bot3.Messaging.OrderSaga.StateMachines;

/// <summary>One order as the saga keeps it: the domain's order, and what the saga needs to ask, place and tell again.</summary>
public sealed class OrderState : IDurableSaga
{
    /// <summary>The order id.</summary>
    public Guid CorrelationId { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>The name of the domain status; written only from the domain's answer.</summary>
    public string CurrentState { get; set; } = "";

    /// <inheritdoc />
    public DateTimeOffset? Deadline { get; set; }

    /// <summary>The order as the strategy submitted it.</summary>
    public SubmitOrder Submitted { get; set; } = null!;

    /// <summary>The domain's order.</summary>
    public OrderSnapshot Order { get; set; } = null!;

    /// <summary>What the submission said, to tell a repetition from another order under the same id.</summary>
    public string ContentHash { get; set; } = "";

    /// <summary>Number of the last status event told to the strategy, from 1.</summary>
    public int StatusSequence { get; set; }

    /// <summary>Number of the last row of the audit trail, from 1.</summary>
    public int AuditSequence { get; set; }

    /// <summary>Rows of the audit trail that changed nothing; bounded, beyond it they are only counted.</summary>
    public int RepeatRows { get; set; }

    /// <summary>The slice under way, from 0.</summary>
    public int Slice { get; set; }

    /// <summary>The last attempt sent to the exchange worker, from 1; 0 before the first.</summary>
    public int PlacedAttempt { get; set; }

    /// <summary>The client order id of that attempt.</summary>
    public string? ClientOrderId { get; set; }

    /// <summary>The venue that risk checked the order for.</summary>
    public string? Venue { get; set; }

    /// <summary>The stored risk decision.</summary>
    public Guid? DecisionId { get; set; }

    /// <summary>The version of the limits that the decision was made under.</summary>
    public long LimitsVersion { get; set; }

    /// <summary>After this time no attempt is sent any more.</summary>
    public DateTimeOffset? NotAfter { get; set; }

    /// <summary>When the next attempt is due; null while none is waiting.</summary>
    public DateTimeOffset? NextAttemptAt { get; set; }

    /// <summary>When the saga took the order in.</summary>
    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>When the venue first acknowledged it, by our clock.</summary>
    public DateTimeOffset? AcknowledgedAt { get; set; }

    /// <summary>When it first ended, by our clock.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>When it came into its present status, by our clock.</summary>
    public DateTimeOffset StatusSince { get; set; }

    /// <summary>How often the deadline of the present status has passed.</summary>
    public int Probes { get; set; }

    /// <summary>Whether a person has been alerted to the present status.</summary>
    public bool Alerted { get; set; }

    /// <summary>Whether the expiry that we keep has been acted on.</summary>
    public bool ExpiryTold { get; set; }

    /// <summary>The last change by our clock.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Why, for refusals, doubts and failures.</summary>
    public IReadOnlyList<RefusalReason> Reasons { get; set; } = [];
}
