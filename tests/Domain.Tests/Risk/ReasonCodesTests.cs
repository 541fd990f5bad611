using System.Runtime.CompilerServices;
using Bot3.Messaging.Domain.Risk;

namespace Bot3.Messaging.Domain.Tests.Risk;

public class ReasonCodesTests
{
    // BOT3_UPDATE_DOCS=1 writes the page anew.
    [Fact]
    public void ReasonCodesPage_IsWhatTheCodeSays()
    {
        var page = Path.Combine(Root(), "docs", "reason-codes.md");
        if (Environment.GetEnvironmentVariable("BOT3_UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(page)!);
            File.WriteAllText(page, ReasonCodes.ToMarkdown());
        }

        Assert.Equal(File.ReadAllText(page), ReasonCodes.ToMarkdown());
    }

    [Fact]
    public void Describe_NoSuchReason_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ReasonCodes.Describe((DenyReason)999));
        Assert.Equal("USD", ReasonCodes.Unit(DenyReason.PositionSizeExceeded));
    }

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../.."));
}
