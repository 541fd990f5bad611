using Bot3.Messaging.Persistence.Tests.Crash;
using Xunit.Runner.InProc.SystemConsole;

namespace Bot3.Messaging.Persistence.Tests;

/// <summary>The tests are a program; told so, it is the process that the crash tests kill.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => args is [CrashVictim.Argument] ? CrashVictim.RunAsync() : ConsoleRunner.Run(args);
}
