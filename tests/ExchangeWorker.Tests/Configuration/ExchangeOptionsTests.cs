using Bot3.Messaging.ExchangeWorker.Configuration;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance;

namespace Bot3.Messaging.ExchangeWorker.Tests.Configuration;

public sealed class ExchangeOptionsTests
{
    [Fact]
    public void Defaults_AreValid() => Assert.Null(new ExchangeOptionsRules().Validate(null, new ExchangeOptions()).Failures);

    [Fact]
    public void Account_WithItsExchange_IsValidAndNamesItsGateway()
    {
        var account = Account("main");

        Assert.Null(new ExchangeOptionsRules().Validate(null, new ExchangeOptions { Accounts = [account] }).Failures);
        Assert.Equal(("main", "binance"), (account.ToBinance().Account, account.ToBinance().Venue));
        Assert.Equal(["BTC/USDT"], account.ToBinance().Symbols);
    }

    [Fact]
    public void EveryViolation_IsReportedAtOnce()
    {
        var options = new ExchangeOptions
        {
            Accounts = [Account("main"), Account("main"), new AccountOptions { Account = "no good", Symbols = ["BTCUSDT"] }],
            Resolution = new ResolutionOptions { DelayFirst = TimeSpan.FromSeconds(20), NotFoundAnswers = 0 },
            SendWithin = TimeSpan.FromSeconds(10),
        };
        options.Resolution.ReceiveWindow = options.Resolution.EngineTimeout = options.Resolution.Margin = TimeSpan.Zero;

        var failures = new ExchangeOptionsRules().Validate(null, options).Failures!.ToList();

        Assert.Contains("Exchange:Accounts:2:Account was 'no good': 1 to 64 letters, digits, hyphens (it is part of a queue's name).", failures);
        Assert.Contains("Exchange:Accounts:2:Symbols held 'BTCUSDT': expected BASE/QUOTE.", failures);
        Assert.Contains("Exchange:Accounts:2:Binance was missing: the settings of the account's exchange are required.", failures);
        Assert.Contains("Exchange:Accounts named 'main' 2 times: each account once.", failures);
        Assert.Contains("Exchange:Resolution:DelayMax was 00:00:15: must be at least DelayFirst, 00:00:20.", failures);
        Assert.Contains("Exchange:SendWithin was 00:00:10: must be at most the time before absence may be judged, 00:00:00.", failures);
        Assert.Contains(failures, failure => failure.StartsWith("Exchange:Resolution:NotFoundAnswers:", StringComparison.Ordinal));
    }

    [Fact]
    public void Delay_DoublesUpToItsLimit()
    {
        var options = new ResolutionOptions();

        Assert.Equal([0.5, 1, 2, 4, 8, 15, 15], Enumerable.Range(0, 7).Select(asked => options.DelayAfter(asked).TotalSeconds));
        Assert.Equal(TimeSpan.FromSeconds(15), options.DelayAfter(1000));
    }

    private static AccountOptions Account(string name) => new()
    {
        Account = name,
        Symbols = ["BTC/USDT"],
        Binance = new BinanceOptions { ApiKey = "key", ApiSecret = "secret" },
    };
}
