using Bot3.Messaging.Hosting.Configuration;
using Bot3.Messaging.Persistence.DeadLetters;
using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Registration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bot3.Messaging.Hosting.Storage;

/// <summary>Adds durable messaging on the configured store.</summary>
internal static class StorageRegistration
{
    public static void AddWorkerStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<StorageOptions>(configuration, StorageOptions.Section).ValidateWith<StorageOptions, StorageOptionsRules>();
        services.AddValidatedOptions<OutboxOptions>(configuration, OutboxOptions.Section);
        services.AddValidatedOptions<InboxOptions>(configuration, InboxOptions.Section);
        services.AddValidatedOptions<LedgerOptions>(configuration, LedgerOptions.Section);
        services.AddValidatedOptions<GroupCommitOptions>(configuration, GroupCommitOptions.Section);

        var options = configuration.ReadOptions<StorageOptions>(StorageOptions.Section);
        if (options.Provider == StorageProvider.Postgres && options.ConnectionString.IsEmpty)
        {
            // The validation, which runs before anything is resolved, reports this beside every other mistake.
            return;
        }

        services.AddDurableMessaging(new PersistenceOptions
        {
            Provider = options.Provider == StorageProvider.Postgres ? PersistenceProvider.Postgres : PersistenceProvider.Memory,
            ConnectionString = options.ConnectionString.Reveal(),
        });
        if (options is { Provider: StorageProvider.Postgres, MigrateOnStart: true })
        {
            services.AddHostedService<MigrationOnStart>();
        }
    }
}
