using System.Globalization;

namespace Bot3.Messaging.LocalServices;

/// <summary>Reads the process table in /proc.</summary>
internal static class ProcessTree
{
    /// <summary>Ids of all living descendants of a process, parents before children.</summary>
    public static IReadOnlyList<int> Descendants(int processId)
    {
        var children = new Dictionary<int, List<int>>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && Read(id) is { } status)
            {
                (children.TryGetValue(status.Parent, out var list) ? list : children[status.Parent] = []).Add(id);
            }
        }

        var found = new List<int>();
        var open = new Queue<int>([processId]);
        while (open.TryDequeue(out var parent))
        {
            foreach (var child in children.GetValueOrDefault(parent) ?? [])
            {
                found.Add(child);
                open.Enqueue(child);
            }
        }

        return found;
    }

    /// <summary>Whether the process exists and is not a zombie that only waits to be collected.</summary>
    public static bool IsAlive(int processId) => Read(processId) is { State: not ('Z' or 'X') };

    /// <summary>The command line, arguments separated by blanks; empty when the process is gone.</summary>
    public static string CommandLine(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline").Replace('\0', ' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }

    private static (char State, int Parent)? Read(int processId)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{processId}/stat");

            // The name is in parentheses and may hold anything, also parentheses: the last one ends it.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone between listing and reading.
            return null;
        }
    }
}
