using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.ExchangeWorker.Attempts;

/// <summary>
/// One order's part in one trade; unique by venue, symbol, trade id and venue order id. The order belongs to the key: when two of our own
/// orders meet, both sides carry the same trade id.
/// </summary>
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

    public FillKey Key => new(Venue, Symbol, TradeId, VenueOrderId);
}

/// <summary>What a fill is unique by.</summary>
internal readonly record struct FillKey(string Venue, string Symbol, long TradeId, string VenueOrderId);
