using System.CommandLine;
using System.Globalization;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.Bot3.Environment;
using Bot3.Messaging.Persistence.Schema;

namespace Bot3.Messaging.Bot3.Commands.Migrate;

/// <summary><c>bot3 migrate</c>: brings the database up to date. Safe to run twice, and from several places at once.</summary>
internal static class MigrateCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var database = ConnectionOptions.Database();
        var command = new Command("migrate", "Applies the missing database migrations of all workers.") { database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var connectionString = Connections.Read().Database(parsed.GetValue(database));
            var applied = await ApplyAsync(connectionString, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(applied switch
            {
                0 => "migrate: nothing to do, the database is up to date",
                1 => "migrate: 1 migration applied",
                _ => string.Create(CultureInfo.InvariantCulture, $"migrate: {applied} migrations applied"),
            });
            return ExitCodes.Success;
        });
        return command;
    }

    /// <summary>Applies what is missing.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="cancellationToken">Cancels between two migrations.</param>
    /// <returns>How many were applied.</returns>
    /// <exception cref="CommandFailureException">The database cannot be reached or refuses.</exception>
    public static Task<int> ApplyAsync(string connectionString, CancellationToken cancellationToken) =>
        DatabaseServices.UseAsync(
            connectionString, services => services.GetRequiredService<IDatabaseMigrator>().MigrateAllAsync(cancellationToken));
}
