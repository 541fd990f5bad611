using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Signing;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.ExchangeWorker.Limits;
using Bot3.Messaging.ExchangeWorker.Persistence;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance;

/// <summary>Makes the gateway of an account.</summary>
public static class BinanceGatewayFactory
{
    /// <summary>Makes the gateway of an account; reads key files, opens no connection. The caller disposes the gateway.</summary>
    /// <param name="options">The account.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Where the gateway logs.</param>
    /// <exception cref="OptionsValidationException">The options are wrong; lists every violation.</exception>
    public static IExchangeGateway Create(BinanceOptions options, TimeProvider time, ILoggerFactory loggers)
        => Create(options, new MemoryRateLedger(), time, loggers);

    /// <summary>Makes the gateway of an account with the clock, the loggers and the shared limits of a service provider.</summary>
    /// <param name="options">The account.</param>
    /// <param name="services">Holds <see cref="TimeProvider"/> (system clock if absent) and <see cref="ILoggerFactory"/>.</param>
    /// <exception cref="OptionsValidationException">The options are wrong; lists every violation.</exception>
    public static IExchangeGateway Create(BinanceOptions options, IServiceProvider services) => Create(
        options,
        services.GetService<IRateLedger>() ?? new MemoryRateLedger(),
        services.GetService<TimeProvider>() ?? TimeProvider.System,
        services.GetRequiredService<ILoggerFactory>());

    /// <summary>Makes the gateway of an account whose limits are shared through a ledger.</summary>
    internal static IExchangeGateway Create(BinanceOptions options, IRateLedger ledger, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(loggers);
        var violations = BinanceOptionsRules.Violations(options);
        if (violations.Count > 0)
            throw new OptionsValidationException(BinanceOptions.Section, typeof(BinanceOptions), violations);
        var key = Secret(nameof(options.ApiKey), options.ApiKey, options.ApiKeyFile);
        var signer = Signer(options);
        return new BinanceGateway(options, key, signer, ledger, time, loggers.CreateLogger("Bot3.Messaging.ExchangeWorker.Binance"));
    }

    private static BinanceSigner Signer(BinanceOptions options)
    {
        try
        {
            return BinanceSigner.Create(options.KeyType, Secret(nameof(options.ApiSecret), options.ApiSecret, options.ApiSecretFile));
        }
        catch (ArgumentException error)
        {
            throw new OptionsValidationException(BinanceOptions.Section, typeof(BinanceOptions), [error.Message]);
        }
    }

    private static string Secret(string key, string? value, string? file)
    {
        if (string.IsNullOrWhiteSpace(file))
            return value!.Trim();
        try
        {
            var text = File.ReadAllText(file).Trim();
            return text.Length > 0 ? text : throw Wrong($"{key}File '{file}' is empty.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"{key}File '{file}' cannot be read: {error.Message}");
        }
    }

    private static OptionsValidationException Wrong(string violation)
        => new(BinanceOptions.Section, typeof(BinanceOptions), [violation]);
}
