using System.ComponentModel.DataAnnotations;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance;

namespace Bot3.Messaging.ExchangeWorker.Configuration;

/// <summary>One account at one venue.</summary>
public sealed class AccountOptions
{
    /// <summary>The account's id in messages: 1 to 64 letters, digits, hyphens. Required.</summary>
    [Required]
    public string Account { get; set; } = "";

    /// <summary>The venue's id in messages. Default <c>binance</c>.</summary>
    [Required]
    public string Venue { get; set; } = "binance";

    /// <summary>The pairs traded, as <c>BASE/QUOTE</c>. At least one, at most 500.</summary>
    public IList<string> Symbols { get; set; } = [];

    /// <summary>Hosts, key and times of a Binance account; its venue, account and symbols are those above.</summary>
    public BinanceOptions? Binance { get; set; }

    /// <summary>The Binance settings with this account's names filled in.</summary>
    internal BinanceOptions ToBinance()
    {
        var binance = Binance ?? throw new InvalidOperationException($"account {Account} has no Binance settings");
        binance.Account = Account;
        binance.Venue = Venue;
        binance.Symbols = [.. Symbols];
        return binance;
    }
}
