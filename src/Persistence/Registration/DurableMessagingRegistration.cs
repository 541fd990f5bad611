using Bot3.Messaging.Persistence.Consuming;
using Bot3.Messaging.Persistence.DeadLetters;
using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Packs;
using Bot3.Messaging.Persistence.Outbox.Broker;
using Bot3.Messaging.Persistence.Schema;
using Bot3.Messaging.Persistence.Sessions;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Bot3.Messaging.Persistence.Registration;

/// <summary>Registers durable messaging. Call it once per host.</summary>
public static class DurableMessagingRegistration
{
    /// <summary>
    /// Registers the store that section <c>Storage</c> names, with the options of sections <c>Outbox</c>, <c>Inbox</c>, <c>Ledger</c> and
    /// <c>GroupCommit</c>; unknown keys are errors.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's configuration.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddDurableMessaging(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var options = new PersistenceOptions();
        configuration.GetSection(PersistenceOptions.Section).Bind(options, Strict);
        services.AddOptions<OutboxOptions>().Bind(configuration.GetSection(OutboxOptions.Section), Strict);
        services.AddOptions<InboxOptions>().Bind(configuration.GetSection(InboxOptions.Section), Strict);
        services.AddOptions<LedgerOptions>().Bind(configuration.GetSection(LedgerOptions.Section), Strict);
        services.AddOptions<GroupCommitOptions>().Bind(configuration.GetSection(GroupCommitOptions.Section), Strict);
        return services.AddDurableMessaging(options);
    }

    /// <summary>
    /// Registers a store. The options of the other sections have their defaults unless configured elsewhere.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">Which store.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="OptionsValidationException">The options are wrong.</exception>
    public static IServiceCollection AddDurableMessaging(this IServiceCollection services, PersistenceOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        var valid = new PersistenceOptionsValidator().Validate(null, options);
        if (valid.Failed)
            throw new OptionsValidationException(PersistenceOptions.Section, typeof(PersistenceOptions), valid.Failures);
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddSingleton(Options.Create(options));
        services.AddSingleton<IValidateOptions<OutboxOptions>, OutboxOptionsValidator>();
        services.AddSingleton<IValidateOptions<InboxOptions>, InboxOptionsValidator>();
        services.AddOptions<OutboxOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<LedgerOptions>, LedgerOptionsValidator>();
        services.AddOptions<LedgerOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<GroupCommitOptions>, GroupCommitOptionsValidator>();
        services.AddOptions<InboxOptions>().ValidateOnStart();
        services.AddOptions<GroupCommitOptions>().ValidateOnStart();
        services.AddSingleton<InternalWire>();
        services.AddSingleton<MessagePacker>();
        services.TryAddSingleton<OutboxSignal>();
        services.TryAddSingleton<OutboxQueue>();
        services.TryAddSingleton<IOutboxDispatcher>(provider => provider.GetRequiredService<OutboxQueue>());
        if (options.Provider == PersistenceProvider.Postgres)
            AddPostgres(services, options.ConnectionString!);
        else
            AddMemory(services);
        AddMessaging(services);
        return services;
    }

    /// <summary>
    /// Says that messages of a type leave as plain JSON (no envelope, compact, camel case, enums as text), whoever sends them through the
    /// outbox.
    /// </summary>
    /// <typeparam name="T">The message contract.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddRawJsonMessage<T>(this IServiceCollection services)
        where T : class => services.AddSingleton(new RawJsonMessage(typeof(T)));

    private static void Strict(BinderOptions binder) => binder.ErrorOnUnknownConfiguration = true;

    private static void AddPostgres(IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => NpgsqlDataSource.Create(Prepared(connectionString)));
        services.AddSingleton<PostgresOutboxWriter>();
        services.AddSingleton(provider => new GroupLanes(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<PostgresOutboxWriter>(),
            provider.GetRequiredService<IOptions<GroupCommitOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<Microsoft.Extensions.Logging.ILogger<GroupLane>>()));
        services.AddSingleton<IDurableStore>(provider => new PostgresDurableStore(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<PostgresOutboxWriter>(),
            provider.GetRequiredService<GroupLanes>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IOutboxRows, PostgresOutboxRows>();
        services.AddHostedService<OutboxListener>();
        services.AddSingleton<IInboxRows, PostgresInboxRows>();
        services.AddSingleton<PostgresDeadLetterLedger>();
        services.AddSingleton<IDeadLetterLedger>(provider => provider.GetRequiredService<PostgresDeadLetterLedger>());
        services.AddSingleton<ISettledLetters>(provider => provider.GetRequiredService<PostgresDeadLetterLedger>());
        services.AddDurableMigrations<MessagingDbContext>(MessagingDbContext.Schema);
    }

    // The hot path has a few dozen statements, always the same: planned once a connection, not once a commit.
    internal static string Prepared(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (builder.MaxAutoPrepare == 0)
        {
            builder.MaxAutoPrepare = 100;
            builder.AutoPrepareMinUsages = 3;
        }

        // Nothing of ours leaves settings or cursors on a connection (only the listener listens, as long as its process lives), so resetting
        // it each time that it is taken would be for nothing.
        builder.NoResetOnClose = true;

        // A statement that is planned while its table is empty keeps the scan or hash that was right then, until the next ANALYZE. All of
        // ours have an index to go by. Without it (reports), a penalised plan must not look dear enough to be compiled.
        // The same plan serves any number of rows, so it is not made anew for each commit.
        const string Plans = "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off "
            + "-c plan_cache_mode=force_generic_plan";
        builder.Options = $"{builder.Options} {Plans}".Trim();

        return builder.ConnectionString;
    }

    private static void AddMemory(IServiceCollection services)
    {
        services.AddSingleton(provider => new MemoryDurableStore(
            provider.GetRequiredService<IOutboxDispatcher>(),
            provider.GetRequiredService<MessagePacker>(),
            provider.GetRequiredService<IOptions<OutboxOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IDurableStore>(provider => provider.GetRequiredService<MemoryDurableStore>());
        services.AddSingleton<IOutboxRows, MemoryOutboxRows>();
        services.AddSingleton<IInboxRows, MemoryInboxRows>();
        services.AddSingleton<MemoryDeadLetterLedger>();
        services.AddSingleton<IDeadLetterLedger>(provider => provider.GetRequiredService<MemoryDeadLetterLedger>());
        services.AddSingleton<ISettledLetters>(provider => provider.GetRequiredService<MemoryDeadLetterLedger>());
    }

    private static void AddMessaging(IServiceCollection services)
    {
        services.AddSingleton<LedgerResend>();
        services.AddSingleton<RawJsonMessages>();
        services.AddSingleton(provider => new OutboxMessageFactory(
            provider.GetRequiredService<RawJsonMessages>(),
            provider.GetRequiredService<InternalWire>(),
            provider.GetRequiredService<IOptions<OutboxOptions>>(),
            provider.GetRequiredService<IBus>().Topology,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IMessageOutbox>(provider => new MessageOutbox(
            provider, new Lazy<OutboxMessageFactory>(provider.GetRequiredService<OutboxMessageFactory>)));
        services.AddSingleton(provider => new DurableConsumption(
            provider.GetRequiredService<IDurableStore>(),
            provider.GetRequiredService<OutboxMessageFactory>(),
            provider.GetRequiredService<IBus>().Topology,
            provider.GetRequiredService<IBusRegistrationContext>() as ISetScopedConsumeContext
                ?? throw new InvalidOperationException(
                    "the bus registration cannot set the scoped consume context: another MassTransit than 8.5?"),
            provider.GetRequiredService<Microsoft.Extensions.Logging.ILogger<DurableConsumption>>()));
        services.AddScoped(typeof(DurableInboxFilter<>));
        services.AddSingleton<BusOutboxTransport>();
        services.TryAddSingleton<IOutboxTransport>(provider => provider.GetService<OutboxBrokerOptions>() is { } broker
            ? ActivatorUtilities.CreateInstance<RabbitOutboxTransport>(provider, broker)
            : provider.GetRequiredService<BusOutboxTransport>());
        services.AddSingleton<OutboxSettlement>();
        services.AddHostedService<OutboxPublisher>();
        services.AddSingleton<OutboxSweeper>();
        services.AddHostedService(provider => provider.GetRequiredService<OutboxSweeper>());
        services.AddSingleton<InboxSweeper>();
        services.AddHostedService(provider => provider.GetRequiredService<InboxSweeper>());
        services.AddSingleton<LedgerSweeper>();
        services.AddHostedService(provider => provider.GetRequiredService<LedgerSweeper>());
    }
}
