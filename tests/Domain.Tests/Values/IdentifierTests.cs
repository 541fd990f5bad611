using Bot3.Messaging.Domain.Values;
using CsCheck;

namespace Bot3.Messaging.Domain.Tests.Values;

public class IdentifierTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("Trend_Follower.v2-EU")]
    public void StrategyId_GoodText_KeepsIt(string text) => Assert.Equal(text, StrategyId.Create(text).ToString());

    [Theory]
    [InlineData("", "StrategyId is missing.")]
    [InlineData(null, "StrategyId is missing.")]
    [InlineData("a b", "StrategyId 'a b' holds the character U+0020; allowed are A-Z a-z 0-9 . _ -.")]
    [InlineData("ü", "StrategyId 'ü' holds the character U+00FC; allowed are A-Z a-z 0-9 . _ -.")]
    public void StrategyId_BadText_SaysWhy(string? text, string expected)
    {
        Assert.False(StrategyId.TryCreate(text, out var id, out var reason));
        Assert.Equal(expected, reason);
        Assert.Equal("", id.Value);
    }

    [Fact]
    public void AccountId_TooLong_SaysTheLimit()
    {
        var error = Assert.Throws<ArgumentException>(() => AccountId.Create(new string('a', 65)));
        Assert.StartsWith("AccountId has 65 characters, at most 64 are allowed.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherIds_GoodText_KeepIt()
    {
        Assert.Equal("binance", VenueId.Create("binance").ToString());
        Assert.Equal("12345", TradeId.Create("12345").ToString());
        Assert.Equal("9:1/x", VenueOrderId.Create("9:1/x").ToString());
        Assert.False(TradeId.TryCreate("a b", out _, out _));
        Assert.False(VenueOrderId.TryCreate("", out _, out _));
        Assert.Throws<ArgumentException>(() => VenueId.Create("x/y"));
    }

    [Theory]
    [InlineData("BTC/USDT", "BTC", "USDT")]
    [InlineData("1INCH/BTC", "1INCH", "BTC")]
    public void Symbol_ParseOfFormat_IsIdentity(string text, string baseAsset, string quoteAsset)
    {
        var symbol = Symbol.Parse(text);
        Assert.Equal((baseAsset, quoteAsset, text), (symbol.Base.Value, symbol.Quote.Value, symbol.ToString()));
    }

    [Theory]
    [InlineData("BTCUSDT", "Symbol 'BTCUSDT' is not of the form BASE/QUOTE.")]
    [InlineData(null, "Symbol '' is not of the form BASE/QUOTE.")]
    [InlineData("btc/USDT", "Symbol 'btc/USDT': AssetCode 'btc' holds the character U+0062; allowed are A-Z 0-9.")]
    [InlineData("BTC/", "Symbol 'BTC/': AssetCode is missing.")]
    [InlineData("BTC/USDT/X", "Symbol 'BTC/USDT/X': AssetCode 'USDT/X' holds the character U+002F; allowed are A-Z 0-9.")]
    [InlineData("BTC/BTC", "Symbol BTC/BTC trades an asset against itself.")]
    public void Symbol_BadText_SaysWhy(string? text, string expected)
    {
        Assert.False(Symbol.TryParse(text, out _, out var reason));
        Assert.Equal(expected, reason);
    }

    [Fact]
    public void Symbol_MissingAsset_Throws()
    {
        Assert.Throws<ArgumentException>(() => Symbol.Create(default, Some.Usdt));
        Assert.Throws<FormatException>(() => Symbol.Parse("x"));
        Assert.Equal("BTC/USDT", Symbol.Create(Some.Btc, Some.Usdt).ToString());
    }

    [Fact]
    public void OrderId_Empty_IsRefused()
    {
        Assert.False(OrderId.TryCreate(Guid.Empty, out var id, out var reason));
        Assert.Equal("OrderId is the empty UUID.", reason);
        Assert.True(id.IsDefault);
        Assert.Throws<ArgumentException>(() => OrderId.Create(Guid.Empty));
    }

    [Fact]
    public void ClientOrderId_TakenApart_GivesBackItsParts() => Gen.Select(
        Gen.Guid, Gen.Int[0, ClientOrderId.SliceMax], Gen.Int[0, ClientOrderId.AttemptMax]).Sample((guid, slice, attempt) =>
    {
        if (guid == Guid.Empty)
            return true;
        var id = ClientOrderId.For(OrderId.Create(guid), slice, attempt);
        return id.Value.Length == 32 && id.Value.StartsWith("b3", StringComparison.Ordinal) && id.Value.All(char.IsAsciiLetterOrDigit)
            && id == ClientOrderId.For(OrderId.Create(guid), slice, attempt)
            && ClientOrderId.TryParse(id.Value, out var orderId, out var sliceAgain, out var attemptAgain)
            && (orderId.Value, sliceAgain, attemptAgain) == (guid, slice, attempt);
    });

    [Theory]
    [InlineData(null)]
    [InlineData("web_12345")]
    [InlineData("b3short")]
    [InlineData("x30000000000000000000000000000001")]
    [InlineData("b3zzzzzzzzzzzzzzzzzzzzzzzzz00001")]
    [InlineData("b30000000000000000000000000A0001")]
    [InlineData("b3000000000000000000000000000001")]
    public void ClientOrderId_OfSomebodyElse_IsNotOurs(string? text) =>
        Assert.False(ClientOrderId.TryParse(text, out _, out _, out _));

    [Fact]
    public void ClientOrderId_OutOfBounds_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ClientOrderId.For(Some.OrderId, ClientOrderId.SliceMax + 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClientOrderId.For(Some.OrderId, 0, ClientOrderId.AttemptMax + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClientOrderId.For(Some.OrderId, -1, 0));
        Assert.Throws<ArgumentException>(() => ClientOrderId.For(default, 0, 0));
        Assert.Throws<ArgumentException>(() => ClientOrderId.Create("with-hyphen"));
        Assert.Equal("x1", ClientOrderId.Create("x1").ToString());
    }

    [Fact]
    public void AssetAmounts_Sums_AreEqualWhateverTheOrder()
    {
        var one = AssetAmounts.Empty.Add(Some.Bnb, 1).Add(Some.Usdt, 2).Add(Some.Btc, 3).Add(Some.Btc, -3);
        var two = AssetAmounts.Empty.Add(Some.Usdt, 1.5m).Add(Some.Bnb, 1).Add(Some.Usdt, 0.5m).Add(Some.Btc, 0);
        Assert.Equal(one, two);
        Assert.Equal(one.GetHashCode(), AssetAmounts.From(one.ByAsset).GetHashCode());
        Assert.Equal("BNB 1, USDT 2", one.ToString());
        Assert.Equal(0, one[Some.Btc]);
        Assert.False(one.Equals((object?)null));
        Assert.Throws<ArgumentException>(() => one.Add(default, 1));
    }
}
