namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Streaming;

/// <summary>Why a stream connection ended.</summary>
/// <param name="Kind">One of a few words, fit for a metric's tag.</param>
/// <param name="Text">The cause for people.</param>
internal sealed record StreamLoss(string Kind, string Text);
