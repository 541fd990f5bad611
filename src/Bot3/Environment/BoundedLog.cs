using System.Text;

namespace Bot3.Messaging.Bot3.Environment;

/// <summary>
/// A log file of bounded size: when it is full it becomes <c>NAME.1</c>, in place of the former one, so that a process never fills the
/// disk and its last lines are always there. Safe to write from several threads.
/// </summary>
internal sealed class BoundedLog : IDisposable
{
    /// <summary>Bytes of one file; at most two of them exist.</summary>
    public const long BytesMax = 16 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly long _bytesMax;
    private StreamWriter? _writer;

    public BoundedLog(string path, long bytesMax = BytesMax)
    {
        FilePath = path;
        _bytesMax = bytesMax;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _writer = Open();
    }

    public string FilePath { get; }

    public void WriteLine(string line)
    {
        lock (_lock)
        {
            if (_writer is null)
                return;
            if (_writer.BaseStream.Length + line.Length > _bytesMax)
            {
                _writer.Dispose();
                File.Move(FilePath, FilePath + ".1", overwrite: true);
                _writer = Open();
            }

            _writer.WriteLine(line);
        }
    }

    /// <summary>The last lines, for a message that says why a process ended.</summary>
    public IReadOnlyList<string> LastLines(int count)
    {
        lock (_lock)
        {
            using var stream = new FileStream(FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var lines = new Queue<string>(count);
            while (reader.ReadLine() is { } line)
            {
                if (lines.Count == count)
                    lines.Dequeue();
                lines.Enqueue(line);
            }

            return [.. lines];
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _writer?.Dispose();
            _writer = null;
        }
    }

    private StreamWriter Open() =>
        new(new FileStream(FilePath, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete), new UTF8Encoding(false))
        {
            AutoFlush = true,
        };
}
