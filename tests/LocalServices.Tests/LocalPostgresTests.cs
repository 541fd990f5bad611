using Npgsql;

namespace Bot3.Messaging.LocalServices.Tests;

public sealed class LocalPostgresTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Postgres_KilledAndRestarted_KeepsCommittedRows()
    {
        Installed.Require(LocalPostgres.IsInstalled);
        using var directory = new ScratchDirectory();
        await using var postgres = await LocalPostgres.StartAsync(directory.Path, null, Token);
        await ExecuteAsync(postgres, "create table kept (id int primary key); insert into kept values (7)");

        await postgres.KillAsync(Token);
        Assert.False(postgres.IsRunning);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ExecuteAsync(postgres, "select 1"));

        await postgres.RestartAsync(Token);
        Assert.True(postgres.IsRunning);
        Assert.Equal(7, await ExecuteAsync(postgres, "select id from kept"));
    }

    [Fact]
    public async Task Postgres_TwoInstances_LiveSideBySide()
    {
        Installed.Require(LocalPostgres.IsInstalled);
        using var one = new ScratchDirectory();
        using var two = new ScratchDirectory();
        await using var first = await LocalPostgres.StartAsync(one.Path, null, Token);
        await using var second = await LocalPostgres.StartAsync(two.Path, null, Token);

        Assert.NotEqual(first.Port, second.Port);
        await ExecuteAsync(first, "create table only_here (id int)");
        var missing = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(second, "select * from only_here"));
        Assert.Equal(PostgresErrorCodes.UndefinedTable, missing.SqlState);
    }

    [Fact]
    public async Task Postgres_StartedOnAFolderWhoseOwnerDied_TakesOver()
    {
        Installed.Require(LocalPostgres.IsInstalled);
        using var directory = new ScratchDirectory();
        await using var abandoned = await LocalPostgres.StartAsync(directory.Path, null, Token);
        await ExecuteAsync(abandoned, "create table kept (id int primary key); insert into kept values (3)");

        await using var successor = await LocalPostgres.StartAsync(directory.Path, null, Token);

        Assert.False(abandoned.IsRunning);
        Assert.Equal(3, await ExecuteAsync(successor, "select id from kept"));
    }

    [Fact]
    public async Task Postgres_WrongPassword_IsRefused()
    {
        Installed.Require(LocalPostgres.IsInstalled);
        using var directory = new ScratchDirectory();
        await using var postgres = await LocalPostgres.StartAsync(directory.Path, null, Token);
        var wrong = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Password = "guess", Pooling = false };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(Token));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Fact]
    public async Task Postgres_PortTaken_SaysWhatTheServerSaid()
    {
        Installed.Require(LocalPostgres.IsInstalled);
        using var one = new ScratchDirectory();
        using var two = new ScratchDirectory();
        await using var first = await LocalPostgres.StartAsync(one.Path, null, Token);

        var failure = await Assert.ThrowsAsync<LocalServiceException>(() => LocalPostgres.StartAsync(two.Path, first.Port, Token));

        Assert.Contains("Address already in use", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<object?> ExecuteAsync(LocalPostgres postgres, string sql)
    {
        var settings = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Token);
    }
}
