using System.Globalization;
using Bot3.Messaging.Hosting;

namespace Bot3.Messaging.Bot3.Environment;

/// <summary>The configuration of the workers of a local system, as environment variables.</summary>
internal static class WorkerSettings
{
    /// <summary>The account that a local system trades.</summary>
    public const string Account = "main";

    private const string Venue = "binance";

    // The simulator's only account: nothing secret about it.
    private const string SimulatorKey = "test-key";
    private const string SimulatorSecret = "test-secret";

    /// <summary>All settings of one worker.</summary>
    /// <param name="options">The system.</param>
    /// <param name="amqp">The broker, with user and password.</param>
    /// <param name="connectionString">The database.</param>
    /// <param name="simulator">The simulator, unless the options name a venue.</param>
    /// <param name="kind">Which worker.</param>
    /// <param name="health">Where its health listener goes.</param>
    public static IReadOnlyDictionary<string, string> For(
        LocalSystemOptions options, Uri amqp, string connectionString, Uri? simulator, WorkerKind kind, Uri health)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        var user = amqp.UserInfo.Split(':', 2);
        settings["Bus:Host"] = amqp.Host;
        settings["Bus:Port"] = (amqp.Port < 0 ? 5672 : amqp.Port).ToString(CultureInfo.InvariantCulture);
        settings["Bus:VirtualHost"] = amqp.AbsolutePath.Length > 1 ? Uri.UnescapeDataString(amqp.AbsolutePath[1..]) : "/";
        settings["Bus:UserName"] = Uri.UnescapeDataString(user[0]);
        settings["Bus:Password"] = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : "";
        settings["Storage:ConnectionString"] = connectionString;
        settings["Health:Url"] = health.GetLeftPart(UriPartial.Authority);
        if (kind == WorkerKind.Exchange)
            AddExchange(settings, options, simulator);
        if (kind == WorkerKind.Risk)
            AddRisk(settings);
        foreach (var (key, value) in options.Settings.Where(setting => Concerns(setting.Key, kind)))
            settings[key] = value;
        return settings.ToDictionary(
            setting => WorkerHostBuilder.EnvironmentPrefix + setting.Key.Replace(":", "__", StringComparison.Ordinal),
            setting => setting.Value,
            StringComparer.Ordinal);
    }

    // A worker refuses keys that it does not know only in its own sections; those of others are none of its business.
    private static bool Concerns(string key, WorkerKind kind) => key.Split(':')[0] switch
    {
        "Risk" => kind == WorkerKind.Risk,
        "Exchange" => kind == WorkerKind.Exchange,
        "Orders" => kind == WorkerKind.Saga,
        _ => true,
    };

    private static void AddExchange(Dictionary<string, string> settings, LocalSystemOptions options, Uri? simulator)
    {
        settings["Exchange:Accounts:0:Account"] = Account;
        settings["Exchange:Accounts:0:Venue"] = Venue;
        for (var index = 0; index < options.Symbols.Length; index++)
            settings[string.Create(CultureInfo.InvariantCulture, $"Exchange:Accounts:0:Symbols:{index}")] = options.Symbols[index];
        const string Binance = "Exchange:Accounts:0:Binance:";
        if (options.Venue is { } venue)
        {
            settings[Binance + "RestUrl"] = venue.RestUrl.ToString();
            settings[Binance + "WebSocketApiUrl"] = venue.WebSocketApiUrl.ToString();
            settings[Binance + "ApiKeyFile"] = Path.GetFullPath(venue.ApiKeyFile);
            settings[Binance + "ApiSecretFile"] = Path.GetFullPath(venue.ApiSecretFile);
            return;
        }

        ArgumentNullException.ThrowIfNull(simulator);
        settings[Binance + "RestUrl"] = simulator.GetLeftPart(UriPartial.Authority);
        settings[Binance + "WebSocketApiUrl"] = new UriBuilder(simulator) { Scheme = "ws", Path = "/ws-api/v3" }.Uri.ToString();
        settings[Binance + "ApiKey"] = SimulatorKey;
        settings[Binance + "ApiSecret"] = SimulatorSecret;
    }

    private static void AddRisk(Dictionary<string, string> settings)
    {
        const string Limits = $"Risk:Accounts:{Account}:";
        settings[Limits + "Venue"] = Venue;
        settings[Limits + "PositionSizeUsdMax"] = "100000";
        settings[Limits + "RiskPerTradeUsdMax"] = "2000";
        settings[Limits + "MarketPriceAgeMax"] = "00:00:10";
        settings[Limits + "PriceCollarRatio"] = "0.05";
    }
}
