using System.Text.Json;
using Bot3.Messaging.TestKit.Services;
using RabbitMQ.Client;

namespace Bot3.Messaging.LocalServices.Tests;

/// <summary>What docker/rabbitmq/permissions.json says, put onto a virtual host of a test.</summary>
internal static class BrokerRights
{
    private static readonly JsonElement Definitions = Read();

    /// <summary>Adds a user with the rights of a role of the file.</summary>
    public static Task<Uri> AddRoleAsync(this TestVirtualHost host, string role, CancellationToken cancellationToken)
    {
        var permission = Definitions.GetProperty("permissions").EnumerateArray().Single(p => Text(p, "user") == role);
        var topics = Definitions.GetProperty("topic_permissions").EnumerateArray()
            .Where(p => Text(p, "user") == role)
            .Select(p => (Text(p, "exchange"), Text(p, "write"), Text(p, "read")));
        return host.AddUserAsync(
            role, (Text(permission, "configure"), Text(permission, "write"), Text(permission, "read")), topics, cancellationToken);
    }

    /// <summary>Declares the exchanges of the file.</summary>
    public static async Task DeclareExchangesAsync(IChannel channel, CancellationToken cancellationToken)
    {
        foreach (var exchange in Definitions.GetProperty("exchanges").EnumerateArray())
        {
            await channel.ExchangeDeclareAsync(
                Text(exchange, "name"), Text(exchange, "type"), durable: true, cancellationToken: cancellationToken);
        }
    }

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;

    private static JsonElement Read()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Bot3.Messaging.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("no Bot3.Messaging.sln above the test's folder");
        }

        var file = Path.Combine(directory.FullName, "docker", "rabbitmq", "permissions.json");
        return JsonElement.Parse(File.ReadAllText(file));
    }
}
