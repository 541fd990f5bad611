using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.OrderSaga.Intake;

/// <summary>Why a body was not taken, and what could still be read of it.</summary>
internal sealed record IntakeRefusal
{
    /// <summary>Every violation, at least one.</summary>
    public required IReadOnlyList<RefusalReason> Reasons { get; init; }

    /// <summary>The order id, if it was readable.</summary>
    public Guid? OrderId { get; init; }

    /// <summary>The strategy id, if it was readable and valid: whom to tell.</summary>
    public string? StrategyId { get; init; }

    /// <summary>The account, if it was readable.</summary>
    public string? Account { get; init; }

    /// <summary>The symbol, if it was readable.</summary>
    public string? Symbol { get; init; }

    /// <summary>The code of the first violation: the group that an operator sees.</summary>
    public string Code => Reasons[0].Code;

    /// <summary>All violations in one line.</summary>
    public string Text => string.Join(" ", Reasons.Select(reason => reason.Message));
}
