namespace Bot3.Messaging.ExchangeSimulator.Matching.Lists;

/// <summary>Something happened to an order list.</summary>
internal sealed record ListReport(OrderList List, ListStatusType Type, DateTimeOffset At);
