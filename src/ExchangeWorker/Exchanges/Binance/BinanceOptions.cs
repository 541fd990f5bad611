namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance;

/// <summary>One account at Binance Spot. Defaults point at the test network; secrets are never printed.</summary>
public sealed class BinanceOptions
{
    /// <summary>The section that holds one entry per account.</summary>
    public const string Section = "Venues:Binance";

    /// <summary>The venue's id in messages. Default <c>binance</c>.</summary>
    public string Venue { get; set; } = "binance";

    /// <summary>The account's id in messages. Required.</summary>
    public string Account { get; set; } = "";

    /// <summary>Root of the REST interface, without <c>/api/v3</c>. Default: the test network.</summary>
    public Uri RestUrl { get; set; } = new("https://testnet.binance.vision");

    /// <summary>The WebSocket API, with its path. Default: the test network.</summary>
    public Uri WebSocketApiUrl { get; set; } = new("wss://ws-api.testnet.binance.vision/ws-api/v3");

    /// <summary>Allows the live hosts, where orders cost real money. Default false.</summary>
    public bool LiveTrading { get; set; }

    /// <summary>The API key. This or <see cref="ApiKeyFile"/> is required.</summary>
    public string? ApiKey { get; set; }

    /// <summary>A file that holds the API key; surrounding white space is dropped.</summary>
    public string? ApiKeyFile { get; set; }

    /// <summary>The secret, or the private key as PEM text. This or <see cref="ApiSecretFile"/> is required.</summary>
    public string? ApiSecret { get; set; }

    /// <summary>A file that holds the secret; surrounding white space is dropped.</summary>
    public string? ApiSecretFile { get; set; }

    /// <summary>The kind of key. Default HMAC.</summary>
    public BinanceKeyType KeyType { get; set; } = BinanceKeyType.Hmac;

    /// <summary>How long after its timestamp a request is still taken by the venue. Default 5 s; at most 60 s (venue's limit).</summary>
    public TimeSpan RecvWindow { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one request may take in all. Default 12 s: the venue's engine gives up after 10 s. From 100 ms to 60 s.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>How long opening a connection may take. Default 5 s. From 100 ms to 60 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The name of the network address that requests leave from: workers with the same name share the venue's limits of that address. Default:
    /// the machine's name. Workers behind one address on several machines must be given one name.
    /// </summary>
    public string? AddressScope { get; set; }

    /// <summary>The pairs traded, as <c>BASE/QUOTE</c>; none means all pairs of the venue.</summary>
    public IList<string> Symbols { get; set; } = [];

    /// <summary>How old the measured clock offset may become. Default 5 min. From 1 s to 1 day.</summary>
    public TimeSpan ClockSyncInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How old the venue's rules may become before they are read again; after a refusal by a filter they are read at once. Default 5 min. From
    /// 1 s to 1 day.
    /// </summary>
    public TimeSpan RulesMaxAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many more times a question that changes nothing is asked after a broken answer. Default 2. From 0 to 10.</summary>
    public int ReadRetries { get; set; } = 2;

    /// <summary>First pause before a question is asked again; doubles, with jitter. Default 200 ms. From 1 ms to 10 s.</summary>
    public TimeSpan ReadRetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How many pages of 1,000 trades one question may read. Default 100. From 1 to 10,000.</summary>
    public int MaxTradePages { get; set; } = 100;

    /// <summary>
    /// Whether orders and cancels go over the WebSocket API while its connection is up. Default true; false sends them over REST always.
    /// </summary>
    public bool OrdersOverWebSocket { get; set; } = true;

    /// <summary>
    /// How often a silent stream is asked whether it still is subscribed, to be heard from. Default 10 s. From 10 ms to 1 min.
    /// </summary>
    public TimeSpan StreamCanaryInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Silence after which the stream counts as dead, and the time within which it must tell of an order that the venue took. Default 30 s;
    /// must exceed <see cref="StreamCanaryInterval"/>.
    /// </summary>
    public TimeSpan StreamIdleTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Age at which a successor takes over from a connection, without a gap. Default 23 h: the venue cuts at 24 h. From 1 s to 24 h.
    /// </summary>
    public TimeSpan StreamRenewAfter { get; set; } = TimeSpan.FromHours(23);

    /// <summary>Events that may wait for the reader; one more closes and reopens the stream. Default 10,000. From 1 to 1,000,000.</summary>
    public int StreamQueueLimit { get; set; } = 10_000;

    /// <summary>First pause before the stream is opened again; doubles, with jitter. Default 500 ms. From 1 ms to 1 min.</summary>
    public TimeSpan ReconnectDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest such pause. Default 30 s; at least <see cref="ReconnectDelay"/>.</summary>
    public TimeSpan ReconnectDelayLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Names the account and its hosts; key and secret as <c>***</c>.</summary>
    public override string ToString()
        => $"BinanceOptions {{ Venue = {Venue}, Account = {Account}, RestUrl = {RestUrl}, WebSocketApiUrl = {WebSocketApiUrl}, "
            + $"LiveTrading = {LiveTrading}, KeyType = {KeyType}, "
            + $"ApiKey = ***, ApiSecret = ***, Symbols = [{string.Join(", ", Symbols)}] }}";
}
