namespace Bot3.Messaging.Contracts_Tests;

/// <summary>Files that are generated from code, committed, and checked. <c>BOT3_UPDATE_DOCS=1</c> writes them anew.</summary>
internal static class CommittedFile
{
    public static string Path(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Bot3.Messaging.sln")))
            folder = folder.Parent;
        Assert.True(folder is not null, "Bot3.Messaging.sln was not found above the test's folder.");
        return System.IO.Path.Combine([folder.FullName, .. parts]);
    }

    public static void AssertEqual(string relativePath, string expected)
    {
        var path = Path(relativePath);
        if (Environment.GetEnvironmentVariable("BOT3_UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllText(path, expected);
        }

        Assert.True(File.Exists(path), $"{relativePath} is missing; run the tests once with BOT3_UPDATE_DOCS=1 and commit it.");
        Assert.Equal(File.ReadAllText(path), expected);
    }
}
