using System.Text;
using System.Text.Json;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Sessions;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Wire;

namespace Bot3.Messaging.ExchangeWorker.Tests.Binance.Conformance;

/// <summary>Every recorded message is read with the connector's wire types, without loss.</summary>
public sealed class RecordedConformanceTests
{
    private const string Report =
        """
        {"subscriptionId":0,"event":{"e":"executionReport","E":1,"s":"BTCUSDT","c":"id","S":"BUY","o":"LIMIT","f":"GTC","q":"1.00",
        "p":"2","P":"0","F":"0","g":-1,"C":"","x":"TRADE","X":"FILLED","r":"NONE","i":7,"l":"1.0","z":"1.0","L":"2.0","n":"0.01","N":"BNB",
        "T":5,"t":9,"I":3,"w":false,"m":true,"M":true,"O":4,"Z":"2","Y":"2","Q":"0","V":"NONE","eR":"X","d":4}}
        """;

    public static TheoryData<string> Folders() => [.. RecordedFolder.All()];

    [Theory]
    [MemberData(nameof(Folders))]
    public void RecordedMessages_OfAFolder_AreReadWithoutLoss(string folder)
    {
        var failures = new List<string>();
        foreach (var file in RecordedFolder.Files(folder))
        {
            try
            {
                foreach (var message in RecordedFile.Read(file))
                    Conformance.Read(message);
            }
            catch (Exception error) when (error is JsonException or InvalidDataException)
            {
                failures.Add($"{Path.GetRelativePath(folder, file)}: {error.Message}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [Fact]
    public void RecordedMessages_OfTheDefaultFolder_CoverTheWireTypes()
    {
        var read = RecordedFolder.Files(RecordedFolder.All()[0]).SelectMany(RecordedFile.Read).SelectMany(Conformance.Read)
            .ToHashSet(StringComparer.Ordinal);
        Assert.Superset(
            new HashSet<string>
            {
                nameof(OrderBody), nameof(AccountBody), nameof(ExchangeInfoBody), nameof(TimeBody), nameof(PriceBody),
                nameof(ExecutionReport), nameof(AccountPosition), nameof(EventHeader), nameof(BinanceFrame),
            },
            read);
    }

    [Theory]
    [InlineData("\"d\":4", "\"d\":4,\"new\":{\"deep\":[1]}")]
    [InlineData(",\"eR\":\"X\",\"d\":4", "")]
    [InlineData("\"q\":\"1.00\"", "\"q\":1")]
    [InlineData("\"n\":\"0.01\",\"N\":\"BNB\"", "\"n\":\"0\",\"N\":null")]
    public void Message_WithMoreOrLessThanNeeded_IsRead(string part, string replacement)
        => Assert.Contains(nameof(ExecutionReport), Conformance.Read(Pushed(Report.Replace(part, replacement, StringComparison.Ordinal))));

    [Theory]
    [InlineData("\"i\":7,", "")]
    [InlineData("\"i\":7", "\"i\":\"seven\"")]
    [InlineData("\"X\":\"FILLED\"", "\"Xx\":\"FILLED\"")]
    [InlineData("\"X\":\"FILLED\"", "\"X\":\"MELTED\"")]
    [InlineData("\"z\":\"1.0\"", "\"z\":\"1.0.0\"")]
    [InlineData("\"t\":9", "\"t\":null")]
    [InlineData("\"d\":4}}", "\"d\":4")]
    public void Message_ThatLacksWhatIsUsed_IsNotRead(string part, string replacement)
        => Assert.ThrowsAny<JsonException>(
            () => Conformance.Read(Pushed(Report.Replace(part, replacement, StringComparison.Ordinal))));

    [Fact]
    public void Field_ThatATypeDoesNotKeep_IsFoundLost()
    {
        using var came = JsonDocument.Parse("""{"serverTime":1.0,"e":"x"}""");
        using var cased = JsonDocument.Parse("""{"E":"x","e":"y"}""");
        Assert.Equal("y", WireReading.Read(cased.RootElement, BinanceJson.Default.EventHeader).Name);
        Assert.ThrowsAny<JsonException>(() => WireReading.Read(came.RootElement, BinanceJson.Default.TimeBody));
        using var big = JsonDocument.Parse("""{"symbol":"X","price":"79228162514264337593543950336"}""");
        Assert.ThrowsAny<JsonException>(() => WireReading.Read(big.RootElement, BinanceJson.Default.PriceBody));
        using var fine = JsonDocument.Parse("""{"symbol":"X","price":"0.00000000000000000000000000000001"}""");
        Assert.Throws<InvalidDataException>(() => WireReading.Read(fine.RootElement, BinanceJson.Default.PriceBody));
    }

    [Fact]
    public void Folders_OfTheVariable_AreTakenInTurn()
    {
        Assert.Equal(["/a", "/b c"], RecordedFolder.Named(" /a ::/b c:"));
        Assert.Empty(RecordedFolder.Named(null));
        Assert.Throws<DirectoryNotFoundException>(() => RecordedFolder.Files("/no/such/folder"));
        var empty = Directory.CreateTempSubdirectory("recorded");
        Assert.Throws<InvalidDataException>(() => RecordedFolder.Files(empty.FullName));
        empty.Delete();
    }

    [Theory]
    [InlineData("Endpoints", "GET\n/api/v3/time\nfalse\n{\"serverTime\":1}", true)]
    [InlineData("Endpoints", "GET\n/api/v3/time\nfalse\nUriParams: {\"a\":1}\n{\"serverTime\":\"1\"}", true)]
    [InlineData("Endpoints", "GET\n/api/v3/time\nfalse\n{\"serverTime\":1", false)]
    [InlineData("Endpoints", "GET\n/api/v3/time\nfalse\n{\"servertime\":1}", false)]
    [InlineData("Endpoints", "GET\n/api/v3/time\n{\"serverTime\":1}", false)]
    [InlineData("Endpoints", "POST\n/api/v3/order\ntrue\n{\"code\":-2010,\"msg\":\"Duplicate order sent.\"}", true)]
    [InlineData("Socket", "> {\"id\":1,\"method\":\"time\"}\n= {\"id\":|1|,\"status\":200,\"result\":{\"serverTime\":1}}", true)]
    [InlineData("Socket", "> {\"id\":1,\"method\":\"time\"}\n= {\"id\":|1|,\"status\":200,\"result\":{}}", false)]
    [InlineData("Socket", "> {\"id\":1,\"method\":\"time\"}", false)]
    [InlineData("Socket", "nonsense", false)]
    public void File_OfTheLayout_IsReadOrRefused(string part, string text, bool good)
    {
        var folder = Directory.CreateTempSubdirectory("recorded");
        var file = Path.Combine(folder.CreateSubdirectory(part).FullName, "a.txt");
        File.WriteAllText(file, text);
        var error = Record.Exception(() => RecordedFile.Read(file).Select(Conformance.Read).ToList());
        folder.Delete(recursive: true);
        Assert.True(good ? error is null : error is JsonException or InvalidDataException, $"{error}");
    }

    private static RecordedMessage Pushed(string text) => new("", Encoding.UTF8.GetBytes(text));
}
