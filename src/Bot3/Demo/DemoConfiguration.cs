using System.Globalization;

namespace Bot3.Messaging.Bot3.Demo;

/// <summary>
/// The workers' configuration in the demo: the keys of production, with memory for broker and database, and a venue next door.
/// </summary>
internal static class DemoConfiguration
{
    /// <summary>The account that the sample strategies trade on.</summary>
    public const string Account = "main";

    /// <summary>The venue's id in messages.</summary>
    public const string Venue = "binance";

    /// <summary>The pairs traded.</summary>
    public static IReadOnlyList<string> Symbols { get; } = ["BTC/USDT", "ETH/USDT"];

    /// <summary>The configuration.</summary>
    /// <param name="venue">The simulator's address.</param>
    /// <param name="verbose">Whether the log is printed.</param>
    public static IConfiguration Create(Uri venue, bool verbose)
    {
        var keys = new Dictionary<string, string?>
        {
            ["Bus:Transport"] = "InMemory",
            ["Bus:StopTimeout"] = "00:00:05",
            ["Storage:Provider"] = "Memory",

            // With faults on purpose, warnings are the show itself; what is lost or wrong is counted at the end.
            ["Logging:LogLevel:Default"] = verbose ? "Information" : "None",
            ["Logging:LogLevel:Microsoft"] = verbose ? "Warning" : "None",
            ["Telemetry:Prometheus"] = "false",
            ["Telemetry:TraceRatio"] = "0",
        };
        AddRisk(keys, $"Risk:Accounts:{Account}");
        AddExchange(keys, "Exchange:Accounts:0", venue);
        AddPace(keys);
        return new ConfigurationBuilder().AddInMemoryCollection(keys).Build();
    }

    private static void AddRisk(Dictionary<string, string?> keys, string account)
    {
        keys[$"{account}:Venue"] = Venue;
        keys[$"{account}:PositionSizeUsdMax"] = "100000";
        keys[$"{account}:RiskPerTradeUsdMax"] = "2000";
        keys[$"{account}:MarketPriceAgeMax"] = "00:00:10";
        keys[$"{account}:PriceCollarRatio"] = "0.05";
    }

    private static void AddExchange(Dictionary<string, string?> keys, string account, Uri venue)
    {
        keys[$"{account}:Account"] = Account;
        keys[$"{account}:Venue"] = Venue;
        for (var index = 0; index < Symbols.Count; index++)
            keys[string.Create(CultureInfo.InvariantCulture, $"{account}:Symbols:{index}")] = Symbols[index];
        keys[$"{account}:Binance:RestUrl"] = venue.ToString();
        keys[$"{account}:Binance:WebSocketApiUrl"] = new UriBuilder(venue) { Scheme = "ws", Path = "/ws-api/v3" }.Uri.ToString();
        keys[$"{account}:Binance:ApiKey"] = "test-key";
        keys[$"{account}:Binance:ApiSecret"] = "test-secret";

        // The venue is on loopback: what takes longer than this is one of its faults.
        keys[$"{account}:Binance:RequestTimeout"] = "00:00:02";
        keys[$"{account}:Binance:RecvWindow"] = "00:00:02";
        keys[$"{account}:Binance:ReconnectDelay"] = "00:00:00.2";
        keys[$"{account}:Binance:ReconnectDelayLimit"] = "00:00:02";
    }

    // Absence is proven the same way as in production, in the time that a venue next door allows: its requests are taken for 2 s, its
    // reading side lags by 2 s at most.
    private static void AddPace(Dictionary<string, string?> keys)
    {
        keys["Exchange:SendWithin"] = "00:00:02";
        keys["Exchange:AdmissionWait"] = "00:00:05";
        keys["Exchange:DeferDelay"] = "00:00:00.5";
        keys["Exchange:LeasePollInterval"] = "00:00:00.1";
        keys["Exchange:ReconcileInterval"] = "00:00:03";
        keys["Exchange:ReconcileRetryDelay"] = "00:00:00.2";
        keys["Exchange:Resolution:ReceiveWindow"] = "00:00:02";
        keys["Exchange:Resolution:EngineTimeout"] = "00:00:02";
        keys["Exchange:Resolution:Margin"] = "00:00:03";
        keys["Exchange:Resolution:DelayFirst"] = "00:00:00.2";
        keys["Exchange:Resolution:DelayMax"] = "00:00:02";
        keys["Exchange:Resolution:NotFoundSpacing"] = "00:00:01";
        keys["Exchange:Broadcast:MarketInterval"] = "00:00:00.25";
        keys["Exchange:Broadcast:RulesInterval"] = "00:00:02";
        keys["Exchange:Broadcast:BalancesInterval"] = "00:00:01";
        keys["Exchange:Broadcast:LifetimeIntervals"] = "20";
        keys["Orders:Deadlines:PendingSubmit"] = "00:00:05";
        keys["Orders:Deadlines:PendingCancel"] = "00:00:02";
        keys["Orders:Deadlines:Unknown"] = "00:00:01";
        keys["Orders:Deadlines:DoubtMax"] = "00:00:05";
        keys["Orders:Deadlines:Resting"] = "00:00:05";
        keys["Orders:Deadlines:SweepInterval"] = "00:00:00.2";
        keys["Orders:Deadlines:TellAgainAfter"] = "00:00:02";
    }
}
