using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Signing;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Streaming;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Sessions;

/// <summary>What all connections of one account share.</summary>
/// <param name="Options">The account.</param>
/// <param name="ApiKey">Its key.</param>
/// <param name="Signer">Its signer.</param>
/// <param name="Rest">Clock, gate and figures, which both roads share.</param>
/// <param name="Reader">Reads events.</param>
/// <param name="Expectations">Events that must come.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logger">Where is logged.</param>
internal sealed record SessionContext(
    BinanceOptions Options,
    string ApiKey,
    BinanceSigner Signer,
    BinanceRestClient Rest,
    BinanceStreamReader Reader,
    StreamExpectations Expectations,
    TimeProvider Time,
    ILogger Logger)
{
    /// <summary>Whether a session is logged on once, so that its requests need no signatures: only with Ed25519 keys (protocol §3.4).</summary>
    public bool LogsOn => Options.KeyType == BinanceKeyType.Ed25519;
}
