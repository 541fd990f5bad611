using Bot3.Messaging.Hosting.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Bot3.Messaging.Hosting.Logging;

/// <summary>Adds the console log.</summary>
internal static class LoggingRegistration
{
    // Local times of several machines cannot be compared.
    private const string TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";

    public static void AddWorkerLogging(this ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.Services.AddValidatedOptions<LoggingOptions>(configuration, LoggingOptions.Section);
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddConfiguration(configuration.GetSection(LoggingOptions.Section));

        // Spans and logs of one message can then be joined by whatever collects them.
        logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        if (configuration.ReadOptions<LoggingOptions>(LoggingOptions.Section).Format == LogFormat.Json)
        {
            logging.AddJsonConsole(console =>
            {
                console.IncludeScopes = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = TimestampFormat.TrimEnd();
            });
            return;
        }

        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.IncludeScopes = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = TimestampFormat;
        });
    }
}
