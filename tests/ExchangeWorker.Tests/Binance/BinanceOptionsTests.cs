using Bot3.Messaging.ExchangeWorker.Exchanges.Binance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.ExchangeWorker.Tests.Binance;

public sealed class BinanceOptionsTests
{
    [Fact]
    public void Options_ByDefault_LackOnlyAccountAndKeys()
        => Assert.Equal(
            ["Account must not be empty.", "Exactly one of ApiKey and ApiKeyFile must be set.",
                "Exactly one of ApiSecret and ApiSecretFile must be set."],
            BinanceOptionsRules.Violations(new BinanceOptions()));

    [Theory]
    [InlineData("https://api.binance.com")]
    [InlineData("https://api4.binance.com")]
    [InlineData("https://API-GCP.binance.com.")]
    [InlineData("https://api.binance.us")]
    public void LiveHost_WithoutOptIn_IsRefused(string url)
    {
        var options = Valid();
        options.RestUrl = new Uri(url);
        var violation = Assert.Single(BinanceOptionsRules.Violations(options));
        Assert.StartsWith("RestUrl names the live host", violation, StringComparison.Ordinal);
        options.LiveTrading = true;
        Assert.Empty(BinanceOptionsRules.Violations(options));
    }

    [Fact]
    public void LiveSocket_WithoutOptInOrEncryption_IsRefused()
    {
        var options = Valid();
        options.WebSocketApiUrl = new Uri("ws://ws-api.binance.com/ws-api/v3");
        Assert.StartsWith("WebSocketApiUrl names", Assert.Single(BinanceOptionsRules.Violations(options)), StringComparison.Ordinal);
        options.LiveTrading = true;
        Assert.StartsWith("WebSocketApiUrl must be encrypted", Assert.Single(BinanceOptionsRules.Violations(options)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://demo-api.binance.com")]
    [InlineData("https://testnet.binance.vision")]
    [InlineData("http://127.0.0.1:9080")]
    public void PracticeHost_WithoutOptIn_IsTaken(string url)
    {
        var options = Valid();
        options.RestUrl = new Uri(url);
        Assert.Empty(BinanceOptionsRules.Violations(options));
    }

    [Fact]
    public void Options_WithManyFaults_TellsAllAtOnce()
    {
        var options = Valid();
        options.Venue = "";
        options.RestUrl = new Uri("ftp://x");
        options.RecvWindow = TimeSpan.FromSeconds(61);
        options.ReadRetries = 11;
        options.Symbols = ["BTCUSDT"];
        options.KeyType = (BinanceKeyType)9;
        var error = Assert.Throws<OptionsValidationException>(() => Accounts.Gateway(options));
        Assert.Equal(6, error.Failures.Count());
        Assert.Contains("RecvWindow must be from 00:00:00.0010000 to 00:01:00; was 00:01:01.", error.Failures);
        Assert.Contains("Symbols must be written BASE/QUOTE; was 'BTCUSDT'.", error.Failures);
    }

    [Fact]
    public void Options_AsText_HideTheSecrets()
    {
        var text = Valid().ToString();
        Assert.Contains("ApiSecret = ***", text, StringComparison.Ordinal);
        Assert.DoesNotContain("test-secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("test-key", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Factory_WithKeyFiles_ReadsThem()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, " secret \n", TestContext.Current.CancellationToken);
        var options = Valid();
        (options.ApiKey, options.ApiSecret, options.ApiKeyFile, options.ApiSecretFile) = (null, null, file, file);
        using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        await using var gateway = BinanceGatewayFactory.Create(options, services);
        Assert.Equal(("binance", "main"), (gateway.Venue, gateway.Account));
        await File.WriteAllTextAsync(file, " ", TestContext.Current.CancellationToken);
        Assert.Contains("is empty", Assert.Throws<OptionsValidationException>(() => Accounts.Gateway(options)).Message,
            StringComparison.Ordinal);
        File.Delete(file);
        Assert.Contains("cannot be read", Assert.Throws<OptionsValidationException>(() => Accounts.Gateway(options)).Message,
            StringComparison.Ordinal);
        (options.ApiKey, options.ApiKeyFile, options.ApiSecret, options.ApiSecretFile) = ("k", null, "no-key", null);
        options.KeyType = BinanceKeyType.Rsa;
        Assert.Contains("not a private key", Assert.Throws<OptionsValidationException>(() => Accounts.Gateway(options)).Message,
            StringComparison.Ordinal);
    }

    private static BinanceOptions Valid() => Accounts.Options(new Uri("http://127.0.0.1:1"));
}
