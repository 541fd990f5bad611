namespace Bot3.Messaging.Bot3.CommandLine;

/// <summary>What the command says to the shell.</summary>
internal static class ExitCodes
{
    /// <summary>Done as asked.</summary>
    public const int Success = 0;

    /// <summary>Failed; standard error says why in one line.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong; nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>Ended by Ctrl-C before it was done (128 + SIGINT).</summary>
    public const int Interrupted = 130;
}
