using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Bot3.Messaging.Hosting.Tests;

/// <summary>Keeps log entries with the scopes they were written in.</summary>
internal sealed class RecordingLog : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public ConcurrentQueue<Entry> Entries { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Recorder(this);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    internal sealed record Entry(EventId Id, LogLevel Level, string Text, IReadOnlyDictionary<string, object?> Scope);

    private sealed class Recorder(RecordingLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var scope = new Dictionary<string, object?>(StringComparer.Ordinal);
            log._scopes.ForEachScope(
                static (item, fields) =>
                {
                    foreach (var (key, value) in item as IEnumerable<KeyValuePair<string, object?>> ?? [])
                    {
                        fields[key] = value;
                    }
                },
                scope);
            log.Entries.Enqueue(new Entry(eventId, logLevel, formatter(state, exception), scope));
        }
    }
}
