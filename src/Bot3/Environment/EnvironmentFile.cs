using System.Text.Json;
using Bot3.Messaging.Bot3.CommandLine;

namespace Bot3.Messaging.Bot3.Environment;

/// <summary>
/// The file <c>.run/environment.json</c>: written by <c>bot3 up</c> when everything runs, removed at its end, read by every command that
/// needs the broker or the database. It holds passwords of private servers, so only its owner may read it.
/// </summary>
internal static class EnvironmentFile
{
    /// <summary>The path below the current directory or the repository's root.</summary>
    public const string RelativePath = ".run/environment.json";

    // What marks the repository's root.
    private const string RootMark = "Bot3.Messaging.sln";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>
    /// Where the file of a directory belongs: below the repository's root when inside of one, below the directory itself otherwise.
    /// </summary>
    /// <param name="directory">The current directory.</param>
    public static string PathFor(string directory)
    {
        for (var folder = new DirectoryInfo(directory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, RootMark)))
                return Path.Combine(folder.FullName, RelativePath);
        }

        return Path.Combine(directory, RelativePath);
    }

    /// <summary>Reads the file of the directory, or of the repository that it is in.</summary>
    /// <param name="directory">The current directory.</param>
    /// <returns>The environment; null when there is no file.</returns>
    /// <exception cref="CommandFailureException">The file cannot be read.</exception>
    public static LocalEnvironment? Find(string directory)
    {
        var path = Path.Combine(directory, RelativePath);
        if (!File.Exists(path))
            path = PathFor(directory);
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<LocalEnvironment>(File.ReadAllText(path), Json);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CommandFailureException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Writes the file, readable by its owner only. Never seen half written.</summary>
    /// <param name="path">From <see cref="PathFor"/>.</param>
    /// <param name="environment">What to tell.</param>
    public static void Write(string path, LocalEnvironment environment)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
            JsonSerializer.Serialize(file, environment, Json);
        File.Move(draft, path, overwrite: true);
    }
}
