namespace Bot3.Messaging.Bot3.CommandLine;

/// <summary>
/// A command cannot do what it was asked to, for a reason that one line tells: printed without a stack trace, exit code 1.
/// </summary>
/// <param name="message">The line: what failed, with the value, and what helps.</param>
/// <param name="cause">What led to it.</param>
internal sealed class CommandFailureException(string message, Exception? cause = null) : Exception(message, cause);
