using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.Hosting;
using Bot3.Messaging.Hosting.Configuration;
using Bot3.Messaging.Hosting.Storage;
using Bot3.Messaging.Hosting.Transport;

namespace Bot3.Messaging.Bot3.Environment;

/// <summary>
/// Finds broker and database for one command: its option, else <c>BOT3_Bus__*</c> and <c>BOT3_Storage__*</c> of the process environment,
/// else the file that <c>bot3 up</c> wrote.
/// </summary>
/// <param name="configuration">The process environment, prefix taken off.</param>
/// <param name="local">What <c>bot3 up</c> wrote; null without it.</param>
internal sealed class Connections(IConfiguration configuration, LocalEnvironment? local)
{
    /// <summary>From this process's environment and current directory.</summary>
    public static Connections Read() => new(
        new ConfigurationBuilder().AddEnvironmentVariables(WorkerHostBuilder.EnvironmentPrefix).Build(),
        EnvironmentFile.Find(Directory.GetCurrentDirectory()));

    /// <summary>The broker.</summary>
    /// <param name="option">The value of <c>--amqp</c>, if given.</param>
    /// <returns>An AMQP address with user, password and virtual host.</returns>
    /// <exception cref="CommandFailureException">It is named nowhere, or is no AMQP address.</exception>
    public Uri Broker(string? option)
    {
        if (option is not null)
            return Amqp(option, "--amqp");
        if (configuration.GetSection(BusOptions.Section).GetChildren().Any())
            return FromOptions(configuration.ReadOptions<BusOptions>(BusOptions.Section));
        if (local?.AmqpUri is { } address)
            return Amqp(address, EnvironmentFile.RelativePath);
        throw new CommandFailureException(
            "no broker is known: give --amqp amqp://user:password@host:5672/vhost, set BOT3_Bus__Host, or start `bot3 up` in another terminal");
    }

    /// <summary>The database.</summary>
    /// <param name="option">The value of <c>--database</c>, if given.</param>
    /// <returns>An Npgsql connection string.</returns>
    /// <exception cref="CommandFailureException">It is named nowhere.</exception>
    public string Database(string? option)
    {
        if (option is not null)
            return option;
        var storage = configuration.ReadOptions<StorageOptions>(StorageOptions.Section);
        if (!storage.ConnectionString.IsEmpty)
            return storage.ConnectionString.Reveal();
        return local?.ConnectionString ?? throw new CommandFailureException(
            "no database is known: give --database \"Host=...;Database=...\", set BOT3_Storage__ConnectionString, "
            + "or start `bot3 up` in another terminal");
    }

    private static Uri Amqp(string text, string source) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "amqp" or "amqps"
            ? new Uri(text)
            : throw new CommandFailureException($"{source} is not an AMQP address: expected amqp://user:password@host:5672/vhost");

    private static Uri FromOptions(BusOptions options)
    {
        var password = options.Password.IsEmpty ? options.UserName : options.Password.Reveal();
        var user = $"{Uri.EscapeDataString(options.UserName)}:{Uri.EscapeDataString(password)}";
        var scheme = options.Tls ? "amqps" : "amqp";
        return new Uri($"{scheme}://{user}@{options.Host}:{options.Port}/{Uri.EscapeDataString(options.VirtualHost)}");
    }
}
