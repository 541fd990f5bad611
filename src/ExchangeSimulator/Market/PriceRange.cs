namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>The price range execution rule as factors of the reference price, for the limits of bids and of asks.</summary>
internal sealed record PriceRange(decimal BidUp, decimal BidDown, decimal AskUp, decimal AskDown);
