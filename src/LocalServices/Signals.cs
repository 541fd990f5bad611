using System.Runtime.InteropServices;

namespace Bot3.Messaging.LocalServices;

/// <summary>Signals to processes by id; .NET itself can only send SIGKILL.</summary>
internal static partial class Signals
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <summary>Sends a signal.</summary>
    /// <returns>False when there is no such process (any more) or it is not ours to signal.</returns>
    public static bool Send(int processId, int signal)
    {
        // 0, 1 and negative numbers mean process groups, everything, or the machine's first process: never ours.
        ArgumentOutOfRangeException.ThrowIfLessThan(processId, 2);
        return SendSignal(processId, signal) == 0;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);
}
