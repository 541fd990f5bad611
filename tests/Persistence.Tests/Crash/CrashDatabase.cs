using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.Persistence.Schema;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Bot3.Messaging.Persistence.Tests.Crash;

/// <summary>The tables of a crash test, with triggers that stop or cut a transaction at an exact point, and the view from outside.</summary>
internal sealed class CrashDatabase(string connectionString)
{
    /// <summary>The application name of the process that the holding triggers wait for.</summary>
    public const string Victim = "crash victim";

    /// <summary>What the ledger's letters say, each kind once.</summary>
    public const string Letters =
        "SELECT coalesce(string_agg(DISTINCT endpoint || ': ' || left(coalesce(exception, reason), 300), '; '), 'none') FROM messaging.dead_letters";

    private const string Tables = $$"""
        CREATE SCHEMA crash;
        CREATE TABLE crash.effects (id uuid NOT NULL);
        CREATE TABLE crash.keyed (id uuid PRIMARY KEY);
        CREATE TABLE crash.tally (correlation_id uuid PRIMARY KEY, version int NOT NULL, deadline timestamptz, document text NOT NULL);
        CREATE TABLE crash.armed (point text PRIMARY KEY);
        CREATE SEQUENCE crash.passed;

        -- A deferred constraint trigger fires within COMMIT, any other one when the rows have just been written.
        CREATE FUNCTION crash.hold() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF current_setting('application_name') = '{{Victim}}' AND EXISTS (SELECT FROM crash.armed WHERE point = TG_ARGV[0]) THEN
                PERFORM pg_advisory_xact_lock(1);
            END IF;
            RETURN NULL;
        END $$;
        CREATE TRIGGER hold_insert AFTER INSERT ON messaging.inbox FOR EACH STATEMENT EXECUTE FUNCTION crash.hold('hold insert');
        CREATE CONSTRAINT TRIGGER hold_commit AFTER INSERT ON messaging.inbox DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION crash.hold('hold commit');

        CREATE FUNCTION crash.cut() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT FROM crash.armed WHERE point = TG_ARGV[0]) AND nextval('crash.passed') % TG_ARGV[1]::int = 0 THEN
                PERFORM pg_terminate_backend(pg_backend_pid());
            END IF;
            RETURN NULL;
        END $$;
        CREATE TRIGGER cut_insert AFTER INSERT ON messaging.inbox FOR EACH STATEMENT EXECUTE FUNCTION crash.cut('cut insert', '4');
        CREATE CONSTRAINT TRIGGER cut_commit AFTER INSERT ON messaging.inbox DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION crash.cut('cut commit', '20');

        CREATE FUNCTION crash.full() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT FROM crash.armed WHERE point = 'full') THEN
                RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';
            END IF;
            RETURN NULL;
        END $$;
        CREATE TRIGGER full_disk AFTER INSERT ON messaging.inbox FOR EACH STATEMENT EXECUTE FUNCTION crash.full();
        """;

    public string ConnectionString => connectionString;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The tests throw everybody out; a pool would hand out the dead connections.
    private string Unpooled => new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;

    public async Task CreateAsync()
    {
        var services = new ServiceCollection();
        services.AddDurableMessaging(new PersistenceOptions { ConnectionString = connectionString });
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IDatabaseMigrator>().MigrateAllAsync(Token);
        await ExecuteAsync(Tables);
    }

    public Task ArmAsync(string point) => ExecuteAsync($"INSERT INTO crash.armed VALUES ('{point}')");

    public Task DisarmAsync() => ExecuteAsync("DELETE FROM crash.armed");

    /// <summary>Makes the database refuse writes, or take them again, for everybody's next connection; those there are cut.</summary>
    public async Task SetReadOnlyAsync(bool isReadOnly)
    {
        // A database that refuses writes refuses this one too, unless the connection itself asks for a writing transaction.
        var writing = new NpgsqlConnectionStringBuilder(Unpooled) { Options = "-c default_transaction_read_only=off" };
        await using var connection = new NpgsqlConnection(writing.ConnectionString);
        await connection.OpenAsync(Token);
        var value = isReadOnly ? "on" : "off";
        await using var command = new NpgsqlCommand(
            $"ALTER DATABASE \"{writing.Database}\" SET default_transaction_read_only = {value}", connection);
        await command.ExecuteNonQueryAsync(Token);
        await CutAsync();
    }

    /// <summary>Holds the lock that armed triggers wait for, until it is disposed.</summary>
    public async Task<IAsyncDisposable> HoldAsync()
    {
        var connection = await OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pg_advisory_lock(1)", connection);
        await command.ExecuteNonQueryAsync(Token);
        return connection;
    }

    /// <summary>Ends the connections to this database, but for the asking one.</summary>
    /// <param name="which">A condition on <c>pg_stat_activity</c>.</param>
    public Task<long> CutAsync(string which = "true") => ScalarAsync(
        $"""
        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND {which}
        """);

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }

    public async Task<long> ScalarAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    public async Task<string> TextAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync(Token))!;
    }

    public async Task<IReadOnlyList<Guid>> IdsAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(Token);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(Token))
            ids.Add(reader.GetGuid(0));
        return ids;
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(Unpooled);
        await connection.OpenAsync(Token);
        return connection;
    }
}
