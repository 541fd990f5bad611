namespace Bot3.Messaging.Domain.Risk;

/// <summary>One reason to deny an order, with its numbers.</summary>
/// <param name="Reason">The code.</param>
/// <param name="Message">What is wrong, in words, naming field, limit and actual value.</param>
/// <param name="Limit">The limit that is broken, where it is a number.</param>
/// <param name="Actual">The number that breaks it.</param>
/// <param name="Unit">The unit of both: <c>USD</c>, an asset code, <c>seconds</c>, <c>ratio</c>.</param>
public sealed record RiskVerdict(DenyReason Reason, string Message, decimal? Limit = null, decimal? Actual = null, string? Unit = null)
{
    /// <summary>The stable text code of the reason.</summary>
    public string Code => Reason.ToString();
}
