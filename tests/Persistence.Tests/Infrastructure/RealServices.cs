using Bot3.Messaging.Persistence.Outbox.Broker;
using Npgsql;

namespace Bot3.Messaging.Persistence.Tests.Infrastructure;

/// <summary>
/// A fresh database and a broker, from BOT3_TEST_POSTGRES (connection string) and BOT3_TEST_RABBITMQ (amqp address).
/// Tests skip without them on a laptop and fail where they are required.
/// </summary>
public static class RealServices
{
    public static async Task<string> FreshDatabaseAsync(CancellationToken cancellationToken)
    {
        var server = Require("BOT3_TEST_POSTGRES");
        var name = $"persistence_{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(cancellationToken);
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
        return new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ConnectionString;
    }

    public static Uri Broker() => new(Require("BOT3_TEST_RABBITMQ"));

    public static OutboxBrokerOptions OutboxBroker(Uri broker)
    {
        var user = broker.UserInfo.Split(':');
        return new OutboxBrokerOptions
        {
            Host = broker.Host,
            Port = broker.IsDefaultPort || broker.Port < 0 ? 5672 : broker.Port,
            VirtualHost = broker.AbsolutePath.Length > 1 ? Uri.UnescapeDataString(broker.AbsolutePath[1..]) : "/",
            UserName = Uri.UnescapeDataString(user[0]),
            Password = Uri.UnescapeDataString(user[1]),
        };
    }

    private static string Require(string variable)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        if (!string.IsNullOrEmpty(value))
            return value;
        if (Environment.GetEnvironmentVariable("CI") == "true" || Environment.GetEnvironmentVariable("BOT3_TEST_REQUIRE_SERVICES") == "1")
            Assert.Fail($"{variable} is not set, and services are required here");
        Assert.Skip($"{variable} is not set");
        throw new InvalidOperationException("not reached: the test was skipped");
    }
}
