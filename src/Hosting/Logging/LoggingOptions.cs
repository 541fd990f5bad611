using Microsoft.Extensions.Logging;

namespace Bot3.Messaging.Hosting.Logging;

/// <summary>How the console log looks, and what it holds.</summary>
public sealed class LoggingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Logging";

    /// <summary>One line of text, or one JSON object, per entry. Default <see cref="LogFormat.Line"/>.</summary>
    public LogFormat Format { get; set; } = LogFormat.Line;

    /// <summary>
    /// Lowest level by category prefix, for example <c>Logging:LogLevel:Default=Information</c>. Defaults: Information;
    /// Microsoft.AspNetCore Warning.
    /// </summary>
    public IDictionary<string, LogLevel> LogLevel { get; } = new Dictionary<string, LogLevel>(StringComparer.OrdinalIgnoreCase);
}

/// <summary>Shape of a log entry on the console.</summary>
public enum LogFormat
{
    /// <summary>One line of text, for people.</summary>
    Line,

    /// <summary>One JSON object a line, for programs.</summary>
    Json,
}
