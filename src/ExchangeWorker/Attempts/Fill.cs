using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.ExchangeWorker.Attempts;

/// <summary>One trade of one attempt; unique by venue, symbol and trade id.</summary>
internal sealed record Fill
{
    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    public required long TradeId { get; init; }

    public required string ClientOrderId { get; init; }

    public required string VenueOrderId { get; init; }

    public required OrderSide Side { get; init; }

    public required decimal Price { get; init; }

    public required decimal Quantity { get; init; }

    public required decimal Fee { get; init; }

    public string? FeeAsset { get; init; }

    public required bool IsMaker { get; init; }

    public required DateTimeOffset ExecutedAt { get; init; }
}
