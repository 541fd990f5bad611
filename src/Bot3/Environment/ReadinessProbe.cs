namespace Bot3.Messaging.Bot3.Environment;

/// <summary>Asks a process whether it is ready, and remembers its last answer for whoever has to find out why it is not.</summary>
internal sealed class ReadinessProbe
{
    private const int BodyLengthMax = 2_000;
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly string _path;
    private volatile string _last = "never asked";
    private int _asked;

    /// <summary>Makes a probe; nothing is asked yet.</summary>
    /// <param name="path">The path that answers 200 once the process is ready.</param>
    public ReadinessProbe(string path) => _path = path;

    /// <summary>How often it was asked, and what it said last.</summary>
    public string Report => $"asked {Volatile.Read(ref _asked)} times, last answer: {_last}";

    /// <summary>Whether the process answers that it is ready, now.</summary>
    /// <param name="address">Where it listens.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public async Task<bool> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        var ready = new Uri(address, _path);
        Interlocked.Increment(ref _asked);
        try
        {
            using var answer = await Http.GetAsync(ready, cancellationToken);
            var body = answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync(cancellationToken);
            _last = $"{ready} said {(int)answer.StatusCode} {(body.Length > BodyLengthMax ? body[..BodyLengthMax] : body)}".TrimEnd();
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException
            || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Not listening yet, or too busy to answer: both mean "not ready", and the caller has a limit.
            _last = $"{ready}: {exception.GetType().Name}: {exception.Message}";
            return false;
        }
    }
}
