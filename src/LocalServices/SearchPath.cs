namespace Bot3.Messaging.LocalServices;

/// <summary>Finds programs where a shell would, and where Debian puts those of servers.</summary>
internal static class SearchPath
{
    /// <summary>Folders of PATH, then /usr/sbin, which a normal user's PATH lacks.</summary>
    public static IEnumerable<string> Directories() =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Append("/usr/sbin");

    /// <summary>The first file of that name, or null.</summary>
    public static string? Find(string program) =>
        Directories().Select(d => Path.Combine(d, program)).FirstOrDefault(File.Exists);
}
