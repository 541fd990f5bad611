using System.Text.Json;

namespace Bot3.Messaging.Contracts_Tests;

public sealed class SnapshotTests
{
    public static TheoryData<string> Messages => [.. MessageSamples.MessageTypes.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_AsJson_EqualsItsSnapshot(string message)
    {
        var type = MessageSamples.MessageTypes.Single(t => t.Name == message);
        var json = JsonSerializer.Serialize(MessageSamples.Create(type), type, WireFormat.Options) + "\n";
        CommittedFile.AssertEqual(Path.Combine("tests", "Contracts.Tests", "Snapshots", message + ".json"), json);
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_ThereAndBack_IsTheSame(string message)
    {
        var type = MessageSamples.MessageTypes.Single(t => t.Name == message);
        var json = JsonSerializer.Serialize(MessageSamples.Create(type), type, WireFormat.Options);
        var back = JsonSerializer.Deserialize(json, type, WireFormat.Options);
        Assert.Equal(json, JsonSerializer.Serialize(back, type, WireFormat.Options));
    }

    [Fact]
    public void Snapshots_OnDisk_AllBelongToAMessage()
    {
        var names = Directory.GetFiles(CommittedFile.Path("tests", "Contracts.Tests", "Snapshots"), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file)!);
        Assert.Empty(names.Except(MessageSamples.MessageTypes.Select(type => type.Name), StringComparer.Ordinal));
    }

    [Fact]
    public void Messages_AllImmutable()
        => Assert.All(MessageSamples.MessageTypes.SelectMany(type => type.GetProperties()), property =>
        {
            if (property.SetMethod is { } setter)
                Assert.Contains(typeof(System.Runtime.CompilerServices.IsExternalInit), setter.ReturnParameter.GetRequiredCustomModifiers());
        });
}
