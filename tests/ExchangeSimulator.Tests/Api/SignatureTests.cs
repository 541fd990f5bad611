using System.Security.Cryptography;
using System.Text;
using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Signing;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Api;

public sealed class SignatureTests
{
    private const string Rest =
        "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559";
    private const string WebSocket =
        "apiKey=test-key&price=52000.00&quantity=0.01000000&recvWindow=100&side=SELL&symbol=BTCUSDT"
        + "&timeInForce=GTC&timestamp=1645423376532&type=LIMIT";

    // RFC 8032 test 1: the public key that belongs to the seed of the test vector.
    private const string Ed25519PublicKey = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    [Theory]
    [InlineData(Rest, "124db24caf194fd7731e272b8cd78354823df3f4cfc33f7430bf18c06eac17d6")]
    [InlineData(
        "symbol=%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96&side=BUY&type=LIMIT"
        + "&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559",
        "8e40f6210b797289446191fdae314b2e1b5ee2b8936c9b3e5fb4a89bff21fd23")]
    [InlineData(WebSocket, "fae9f259a88ce18f7fc0ba0359586d26b73a8e0354b32e24636d7bd2aa428907")]
    public void Hmac_DocumentedVector_IsValidInAnyCase(string text, string signature)
    {
        using var check = new SignatureCheck(new ApiKeyOptions("test-key", ApiKeyType.Hmac, "test-secret"));

        Assert.True(check.IsValid(text, signature));
        Assert.True(check.IsValid(text, signature.ToUpperInvariant()));
        Assert.False(check.IsValid(text + "1", signature));
        Assert.False(check.IsValid(text, signature[1..]));
        Assert.False(check.IsValid(text, "zz" + signature[2..]));
    }

    [Fact]
    public void Ed25519_DocumentedVector_IsValid()
    {
        // The fixed header of an Ed25519 SubjectPublicKeyInfo, then the key (RFC 8410).
        var der = Convert.ToBase64String(Convert.FromHexString("302a300506032b6570032100" + Ed25519PublicKey));
        var pem = $"-----BEGIN PUBLIC KEY-----\n{der}\n-----END PUBLIC KEY-----\n";
        using var check = new SignatureCheck(new ApiKeyOptions("k", ApiKeyType.Ed25519, pem));

        Assert.True(check.IsValid(WebSocket, "zxhhlv1CZn6iaRkomDcD5Z6viM5ZHBjalgaF24qdW1kJR8yuTUHrcAVI8cmvS2wadYcbkXrhpWz8zQFphzkPAg=="));
        Assert.False(check.IsValid(Rest, "zxhhlv1CZn6iaRkomDcD5Z6viM5ZHBjalgaF24qdW1kJR8yuTUHrcAVI8cmvS2wadYcbkXrhpWz8zQFphzkPAg=="));
        Assert.False(check.IsValid(WebSocket, "not base64!"));
    }

    [Fact]
    public void Rsa_SignedByTheKey_IsValid()
    {
        using var key = RSA.Create(2048);
        using var check = new SignatureCheck(new ApiKeyOptions("k", ApiKeyType.Rsa, key.ExportSubjectPublicKeyInfoPem()));
        var signature = Convert.ToBase64String(
            key.SignData(Encoding.UTF8.GetBytes(Rest), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

        Assert.True(check.IsValid(Rest, signature));
        Assert.False(check.IsValid(WebSocket, signature));
    }

    [Fact]
    public void SignedText_QueryAndBody_IsBothWithoutTheSignature() =>
        Assert.Equal("a=1&b=2c=3&d=%20", SignedText.Rest("a=1&b=2", "c=3&signature=xyz&d=%20"));

    [Fact]
    public void SignedText_WebSocket_IsSortedAndKeepsTheKey() => Assert.Equal(
        "apiKey=k&symbol=１２&timestamp=1",
        SignedText.WebSocket(new Dictionary<string, string> { ["timestamp"] = "1", ["signature"] = "s", ["symbol"] = "１２",
            ["apiKey"] = "k" }));
}
