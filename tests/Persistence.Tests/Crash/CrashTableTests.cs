namespace Bot3.Messaging.Persistence.Tests.Crash;

/// <summary>The verdict of the crash tests can be a bad one.</summary>
public sealed class CrashTableTests
{
    private static readonly Guid[] Good = [Guid.NewGuid(), Guid.NewGuid()];
    private static readonly Guid[] Poison = [Guid.NewGuid()];

    [Fact]
    public void Count_OfWhatIsRight_FindsNothing() =>
        Assert.Equal(new CrashCount(3, 0, 0, 0), CrashCount.Of(Good, Poison, Good, Good, Poison));

    [Fact]
    public void Count_OfASecondEffectEntryOrLetter_FindsEach() =>
        Assert.Equal(new CrashCount(3, 3, 0, 0), CrashCount.Of(Good, Poison, [.. Good, Good[0]], [.. Good, Good[1]], [.. Poison, .. Poison]));

    [Fact]
    public void Count_OfAMissingEffectEntryOrLetter_FindsEach() =>
        Assert.Equal(new CrashCount(3, 0, 3, 0), CrashCount.Of(Good, Poison, [Good[0]], [Good[1]], []));

    [Fact]
    public void Count_OfAGoodMessageInTheLedger_FindsIt() =>
        Assert.Equal(new CrashCount(3, 0, 0, 1), CrashCount.Of(Good, Poison, Good, Good, [.. Poison, Good[0]]));
}
