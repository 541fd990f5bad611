namespace Bot3.Messaging.Bot3.Environment;

/// <summary>Whole lines to a terminal or a pipe, from any thread, seen at once.</summary>
internal sealed class ConsoleLines(TextWriter output)
{
    private readonly Lock _lock = new();

    public void Say(string line)
    {
        lock (_lock)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }
}
