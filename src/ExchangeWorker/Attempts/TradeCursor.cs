namespace Bot3.Messaging.ExchangeWorker.Attempts;

/// <summary>The row of <see cref="ITradeCursorStore"/>.</summary>
internal sealed record TradeCursor
{
    public required string Account { get; init; }

    public required string Symbol { get; init; }

    public required long TradeId { get; init; }
}
