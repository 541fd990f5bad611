using Bot3.Messaging.LocalServices;

namespace Bot3.Messaging.Bot3.Environment;

/// <summary>Finds the programs of this build: they are copied beside the command, because its project references theirs.</summary>
internal static class ProgramFiles
{
    /// <summary>The command that runs one of our programs: <c>dotnet PROGRAM.dll</c>, with the host that runs this process.</summary>
    /// <param name="program">The project's name, for example <c>RiskWorker</c>.</param>
    /// <exception cref="LocalServiceException">The program is not there.</exception>
    public static IReadOnlyList<string> Command(string program)
    {
        var library = Path.Combine(AppContext.BaseDirectory, $"Bot3.Messaging.{program}.dll");
        if (!File.Exists(library) || !File.Exists(Path.ChangeExtension(library, ".runtimeconfig.json")))
            throw new LocalServiceException($"{library} or its runtimeconfig.json is missing; build the project Bot3 again");
        return [Host(), library];
    }

    // Under a test runner the process is not 'dotnet' itself; the host says where its runtime lives.
    private static string Host()
    {
        if (System.Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet")
            return path;
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var beside = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "dotnet"));
        return File.Exists(beside) ? beside : "dotnet";
    }
}
