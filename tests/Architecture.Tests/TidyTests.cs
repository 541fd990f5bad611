namespace Bot3.Messaging.Architecture_Tests;

public sealed class TidyTests
{
    [Fact]
    public void Files_OfTheProject_AreTidy()
    {
        var found = Source.Files.SelectMany(file => Tidy.Check(Path.GetRelativePath(Source.Root, file), File.ReadAllText(file))).ToList();
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    [Fact]
    public void EventIds_OfTheProject_StandOnce()
        => Assert.Empty(Source.Files.Where(file => file.StartsWith(Source.Folder, StringComparison.Ordinal))
            .SelectMany(file => Tidy.EventIds(File.ReadAllText(file)))
            .GroupBy(id => id).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void EventIds_OfTheProject_AreFoundAtAll()
        => Assert.NotEmpty(Source.Files.SelectMany(file => Tidy.EventIds(File.ReadAllText(file))));

    [Fact]
    public void Check_LongFile_IsFound()
        => Assert.Equal(["A.cs: 402 lines, at most 400"], Tidy.Check("A.cs", new string('\n', 401)));

    [Fact]
    public void Check_LongLine_IsFound()
        => Assert.Equal(["A.cs:1: 151 columns, at most 150"], Tidy.Check("A.cs", new string('x', 151)));

    [Fact]
    public void Check_LongMember_IsFound()
    {
        var text = "    void M()\n    {\n" + string.Concat(Enumerable.Repeat("        x();\n", 71)) + "    }\n";
        Assert.Equal(["A.cs:1: a member of 71 lines, at most 70"], Tidy.Check("A.cs", text));
    }

    [Fact]
    public void Check_UnfinishedWork_IsFound()
        => Assert.Equal(["A.cs:1: unfinished work without an issue"], Tidy.Check("A.cs", "// " + "TO" + "DO: later"));

    [Fact]
    public void EventIds_InBothForms_AreRead()
        => Assert.Equal([101, 102], Tidy.EventIds("[LoggerMessage(101, LogLevel.Warning, \"x\")] [LoggerMessage(EventId = 102)]"));
}
