namespace Bot3.Messaging.Architecture_Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Source
{
    public static string Root { get; } = FindRoot();

    public static string Folder => Path.Combine(Root, "src");

    /// <summary>Hand-written C# files of the product and its tests.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. new[] { "src", "tests" }.SelectMany(folder => Directory.GetFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "Migrations")),
    ];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bot3.Messaging.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Bot3.Messaging.sln was not found above the test's folder.");
    }
}
