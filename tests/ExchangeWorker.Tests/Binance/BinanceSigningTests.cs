using System.Security.Cryptography;
using System.Text;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Signing;
using NSec.Cryptography;

namespace Bot3.Messaging.ExchangeWorker.Tests.Binance;

public sealed class BinanceSigningTests
{
    private const string Plain
        = "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559";

    private const string Socket = "apiKey=test-key&price=52000.00&quantity=0.01000000&recvWindow=100&side=SELL&symbol=BTCUSDT"
        + "&timeInForce=GTC&timestamp=1645423376532&type=LIMIT";

    private const string DocumentedSecret = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";

    [Theory]
    [InlineData("test-secret", Plain, "124db24caf194fd7731e272b8cd78354823df3f4cfc33f7430bf18c06eac17d6")]
    [InlineData(DocumentedSecret, Plain, "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71")]
    [InlineData("test-secret", Socket, "fae9f259a88ce18f7fc0ba0359586d26b73a8e0354b32e24636d7bd2aa428907")]
    public void Hmac_OfVector_IsThatOfTheDocuments(string secret, string text, string expected)
    {
        using var signer = BinanceSigner.Create(BinanceKeyType.Hmac, secret);
        Assert.Equal(expected, signer.Sign(text));
    }

    [Fact]
    public void Hmac_OfUnicodeSymbol_SignsThePercentEncodedText()
    {
        using var signer = BinanceSigner.Create(BinanceKeyType.Hmac, "test-secret");
        var query = new BinanceParameters().Add("symbol", "１２３４５６").Add("side", "BUY").Add("type", "LIMIT").Add("timeInForce", "GTC")
            .Add("quantity", 1m).Add("price", 0.10m).Add("recvWindow", 5000L).Add("timestamp", 1499827319559L).ToQuery();
        Assert.StartsWith("symbol=%EF%BC%91%EF%BC%92", query, StringComparison.Ordinal);
        Assert.Equal("8e40f6210b797289446191fdae314b2e1b5ee2b8936c9b3e5fb4a89bff21fd23", signer.Sign(query));
    }

    [Fact]
    public void SortedText_OfParametersInAnyOrder_IsSortedAndNotEncoded()
    {
        var text = new BinanceParameters().Add("symbol", "BTC/USDT").Add("apiKey", "k").Add("absent", (string?)null).Add("price",
            0.00000001m)
            .ToSortedText();
        Assert.Equal("apiKey=k&price=0.00000001&symbol=BTC/USDT", text);
    }

    [Fact]
    public void Ed25519_OfVector_IsThatOfTheDocuments()
    {
        var seed = Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        using var key = Key.Import(
            SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey, new() { ExportPolicy = KeyExportPolicies.AllowPlaintextExport });
        using var signer = BinanceSigner.Create(BinanceKeyType.Ed25519,
            Encoding.ASCII.GetString(key.Export(KeyBlobFormat.PkixPrivateKeyText)));
        Assert.Equal(
            "zxhhlv1CZn6iaRkomDcD5Z6viM5ZHBjalgaF24qdW1kJR8yuTUHrcAVI8cmvS2wadYcbkXrhpWz8zQFphzkPAg==", signer.Sign(Socket));
    }

    [Fact]
    public void Rsa_SignatureOfText_IsVerifiedByThePublicKey()
    {
        using var rsa = RSA.Create(2048);
        using var signer = BinanceSigner.Create(BinanceKeyType.Rsa, rsa.ExportPkcs8PrivateKeyPem());
        Assert.True(rsa.VerifyData(
            Encoding.UTF8.GetBytes(Socket), Convert.FromBase64String(signer.Sign(Socket)), HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1));
    }

    [Theory]
    [InlineData(BinanceKeyType.Ed25519)]
    [InlineData(BinanceKeyType.Rsa)]
    public void Signer_OfSomethingElse_IsRefusedWithoutShowingIt(BinanceKeyType type)
    {
        var error = Assert.Throws<ArgumentException>(() => BinanceSigner.Create(type, "not-a-key-7731"));
        Assert.StartsWith($"ApiSecret is not a private key of kind {type}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("7731", error.ToString(), StringComparison.Ordinal);
    }
}
