using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.Contracts.Json;

namespace Bot3.Messaging.Contracts_Tests;

/// <summary>The generated code writes what the envelope's serialiser writes, digit by digit.</summary>
public sealed class InternalJsonTests
{
    public static TheoryData<string> Messages =>
        [.. InternalMessages.Facts.Keys.Concat(InternalMessages.Commands).Select(type => type.Name).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_ByGeneratedCode_IsTheSnapshotWithDecimalsAsText(string message)
    {
        var type = MessageSamples.MessageTypes.Single(t => t.Name == message);
        var sample = MessageSamples.Create(type);
        var json = JsonSerializer.SerializeToNode(sample, InternalJson.Default.GetTypeInfo(type)!);
        var envelope = JsonSerializer.SerializeToNode(sample, type, WireFormat.Options);
        Assert.True(JsonNode.DeepEquals(DecimalsAsText(envelope), DecimalsAsText(json)), $"{envelope}\n{json}");
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_ByGeneratedCode_ThereAndBack_IsTheSame(string message)
    {
        var info = InternalJson.Default.GetTypeInfo(MessageSamples.MessageTypes.Single(t => t.Name == message))!;
        var json = JsonSerializer.Serialize(MessageSamples.Create(info.Type), info);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize(json, info), info));
    }

    [Theory]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("-7.9228162514264337593543950335")]
    [InlineData("1.500")]
    [InlineData("0.00")]
    public void Decimal_ThereAndBack_KeepsEveryDigit(string digits)
    {
        var sample = (RefusalReason)MessageSamples.Create(typeof(RefusalReason)) with
        {
            Limit = decimal.Parse(digits, CultureInfo.InvariantCulture),
        };
        var json = JsonSerializer.Serialize(sample, InternalJson.Default.RefusalReason);
        Assert.Contains($"\"limit\":\"{digits}\"", json, StringComparison.Ordinal);
        var back = JsonSerializer.Deserialize(json, InternalJson.Default.RefusalReason)!;
        Assert.Equal(digits, back.Limit!.Value.ToString(CultureInfo.InvariantCulture));
        var number = json.Replace($"\"{digits}\"", digits, StringComparison.Ordinal);
        back = JsonSerializer.Deserialize(number, InternalJson.Default.RefusalReason)!;
        Assert.Equal(digits, back.Limit!.Value.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Decimal_ThatIsNoNumber_IsRefused() => Assert.Throws<JsonException>(
        () => JsonSerializer.Deserialize("""{"code":"a","message":"b","limit":"many"}""", InternalJson.Default.RefusalReason));

    [Fact]
    public void PublicStatus_IsNotInternal()
        => Assert.DoesNotContain(typeof(OrderStatusChanged), InternalMessages.Facts.Keys.Concat(InternalMessages.Commands));

    // The snapshots' options write decimals as numbers, the wire as text; whole numbers stay numbers in both.
    private static JsonNode? DecimalsAsText(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, DecimalsAsText(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(DecimalsAsText)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.ToJsonString().Contains('.')
            => JsonValue.Create(value.ToJsonString()),
        _ => node?.DeepClone(),
    };
}
