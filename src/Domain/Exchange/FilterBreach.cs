namespace Bot3.Messaging.Domain.Exchange;

/// <summary>One broken rule of a venue.</summary>
/// <param name="Filter">The venue's name of the rule, such as <c>PRICE_FILTER</c>.</param>
/// <param name="Field">Which of our fields breaks it, such as <c>LimitPrice</c>.</param>
/// <param name="Limit">The bound or step that is broken.</param>
/// <param name="Actual">The number that breaks it.</param>
/// <param name="Text">All of it in words.</param>
public sealed record FilterBreach(string Filter, string Field, decimal Limit, decimal Actual, string Text);
