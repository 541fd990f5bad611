using Npgsql;

namespace Bot3.Messaging.Hosting.Health;

/// <summary>
/// What this process has seen of a database that answers and takes no writes: a probe that only reads calls it healthy. Safe to use from
/// several threads.
/// </summary>
/// <param name="time">The host's clock.</param>
internal sealed class WriteRefusals(TimeProvider time)
{
    private readonly Lock _gate = new();
    private (DateTimeOffset At, string Words)? _last;

    /// <summary>Whether a server's error says that it cannot write now, whatever it is asked to write.</summary>
    /// <param name="sqlState">SQLSTATE, see Postgres' appendix A.</param>
    /// <returns>The reason in words, or <see langword="null"/>.</returns>
    public static string? Explain(string? sqlState) => sqlState switch
    {
        PostgresErrorCodes.ReadOnlySqlTransaction => "it is read-only",
        PostgresErrorCodes.DiskFull => "its disk is full",
        PostgresErrorCodes.IoError => "its disk fails",
        _ => null,
    };

    /// <summary>Notes a fault, if it or one of its causes is such a refusal.</summary>
    public void Note(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is not PostgresException refusal || Explain(refusal.SqlState) is not { } words)
            {
                continue;
            }

            lock (_gate)
            {
                _last = (time.GetUtcNow(), words);
            }

            return;
        }
    }

    /// <summary>The reason of the last refusal, or <see langword="null"/> if there was none within <paramref name="age"/>.</summary>
    public string? Within(TimeSpan age)
    {
        lock (_gate)
        {
            return _last is { } last && time.GetUtcNow() - last.At <= age ? last.Words : null;
        }
    }
}
