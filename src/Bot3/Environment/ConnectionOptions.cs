using System.CommandLine;

namespace Bot3.Messaging.Bot3.Environment;

/// <summary>The options that every command with a connection has; one place, so that they read alike.</summary>
internal static class ConnectionOptions
{
    /// <summary><c>--amqp</c>.</summary>
    public static Option<string?> Amqp() => new("--amqp")
    {
        Description = "The broker: amqp://user:password@host:5672/vhost. Else BOT3_Bus__*, else what `bot3 up` wrote.",
    };

    /// <summary><c>--database</c>, also <c>--connection</c>.</summary>
    public static Option<string?> Database() => new("--database", "--connection")
    {
        Description = "The database, an Npgsql connection string. Else BOT3_Storage__ConnectionString, else what `bot3 up` wrote.",
    };
}
