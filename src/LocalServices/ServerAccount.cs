using System.Diagnostics;

namespace Bot3.Messaging.LocalServices;

/// <summary>
/// The user that a server runs as. As root the package's own user is taken, since Postgres refuses to run as root; otherwise the
/// caller's own.
/// </summary>
internal sealed class ServerAccount
{
    private readonly string? user;

    private ServerAccount(string? user) => this.user = user;

    /// <summary>The account for a package's user name, for example <c>postgres</c>.</summary>
    /// <exception cref="LocalServiceException">Root, and the user does not exist.</exception>
    public static ServerAccount For(string packageUser)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new ServerAccount(null);
        }

        if (!File.ReadLines("/etc/passwd").Any(line => line.StartsWith(packageUser + ":", StringComparison.Ordinal)))
        {
            throw new LocalServiceException(
                $"the server must run as user '{packageUser}', who does not exist; create it: useradd --system {packageUser}");
        }

        return new ServerAccount(packageUser);
    }

    /// <summary>
    /// Makes the folder and gives it (and what is in it) to the account, closed to all others. Throws when an outer folder is closed to
    /// the account.
    /// </summary>
    public async Task<string> PrepareDirectoryAsync(string directory, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(directory);
        Directory.CreateDirectory(full);
        File.SetUnixFileMode(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (user is null)
        {
            return full;
        }

        for (var outer = Path.GetDirectoryName(full); outer is not null; outer = Path.GetDirectoryName(outer))
        {
            if (!File.GetUnixFileMode(outer).HasFlag(UnixFileMode.OtherExecute))
            {
                throw new LocalServiceException(
                    $"data folder {full}: user '{user}' cannot enter {outer}; choose a folder elsewhere, for example under /var/tmp");
            }
        }

        await ShortCommand.RunAsync(new ProcessStartInfo("chown") { ArgumentList = { "-R", $"{user}:{user}", full } }, cancellationToken);
        return full;
    }

    /// <summary>A command that becomes (by exec, so with the same process id) the given program under this account.</summary>
    public ProcessStartInfo Command(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(user is null ? program : "setpriv") { UseShellExecute = false };
        if (user is not null)
        {
            foreach (var argument in (string[])[$"--reuid={user}", $"--regid={user}", "--init-groups", "--", program])
            {
                start.ArgumentList.Add(argument);
            }
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // The servers take settings from such variables; the caller's must not leak into a private instance.
        foreach (var name in start.Environment.Keys.Where(IsServerSetting).ToList())
        {
            start.Environment.Remove(name);
        }

        return start;
    }

    private static bool IsServerSetting(string name) =>
        name.StartsWith("RABBITMQ_", StringComparison.Ordinal)
        || name.StartsWith("ERL_", StringComparison.Ordinal)
        || name.StartsWith("PG", StringComparison.Ordinal);
}
