using Bot3.Messaging.TestKit.Services;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Bot3.Messaging.LocalServices.Tests;

[Trait("Category", "Testcontainers")]
public sealed class TestServicesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Databases_OfTwoTests_AreApartAndGoneAfterwards()
    {
        RealInfrastructure.Require();
        var first = await TestServices.CreateDatabaseAsync(Token);
        await using var second = await TestServices.CreateDatabaseAsync(Token);
        await ExecuteAsync(first.ConnectionString, "create table t (id int)");

        var apart = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(second.ConnectionString, "select * from t"));
        await first.DisposeAsync();
        var gone = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(first.ConnectionString, "select 1"));

        Assert.Equal(PostgresErrorCodes.UndefinedTable, apart.SqlState);
        Assert.Equal(PostgresErrorCodes.InvalidCatalogName, gone.SqlState);
    }

    [Fact]
    public async Task VirtualHosts_OfTwoTests_AreApartAndGoneAfterwards()
    {
        RealInfrastructure.Require();
        var first = await TestServices.CreateVirtualHostAsync(Token);
        await using var second = await TestServices.CreateVirtualHostAsync(Token);
        await using (var connection = await ConnectAsync(first))
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
            await channel.QueueDeclareAsync("q", durable: true, exclusive: false, autoDelete: false, cancellationToken: Token);
        }

        await using (var connection = await ConnectAsync(second))
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
            await Assert.ThrowsAsync<OperationInterruptedException>(() => channel.QueueDeclarePassiveAsync("q", Token));
        }

        await first.DisposeAsync();
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => ConnectAsync(first));
    }

    private static async Task<IConnection> ConnectAsync(TestVirtualHost host) =>
        await new ConnectionFactory { Uri = host.Uri }.CreateConnectionAsync(Token);

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }
}
