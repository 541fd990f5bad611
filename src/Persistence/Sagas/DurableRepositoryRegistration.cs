using Bot3.Messaging.Persistence.Sessions;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Saga;
using Microsoft.Extensions.DependencyInjection;

namespace Bot3.Messaging.Persistence.Sagas;

/// <summary>Registers the durable saga repository.</summary>
public static class DurableRepositoryRegistration
{
    /// <summary>
    /// Keeps the saga's instances in the registered <see cref="IDurableStore"/>; registers <see cref="ISagaStore{TSaga}"/> and
    /// <see cref="ISagaReader{TSaga}"/> too. Instances are written as JSON: every property that must last needs a public getter and setter.
    /// </summary>
    /// <typeparam name="TSaga">The saga instance type.</typeparam>
    /// <param name="configurator">What <c>AddSagaStateMachine</c> returned.</param>
    /// <param name="table">Where the instances live in Postgres.</param>
    /// <returns>The same configurator.</returns>
    public static ISagaRegistrationConfigurator<TSaga> DurableRepository<TSaga>(
        this ISagaRegistrationConfigurator<TSaga> configurator, SagaTable<TSaga> table)
        where TSaga : class, IDurableSaga
    {
        ArgumentNullException.ThrowIfNull(configurator);
        ArgumentNullException.ThrowIfNull(table);
        // Wrong names fail here, not with the first message.
        SagaSql.For(table);
        return configurator.Repository(services =>
        {
            services.AddSingleton(table);
            services.AddSingleton(provider => Create(provider.GetRequiredService<IDurableStore>(), table));
            services.AddSingleton(provider => (ISagaReader<TSaga>)provider.GetRequiredService<ISagaStore<TSaga>>());
            services.RegisterSagaRepository<TSaga, IDurableSession, SagaConsumeContextFactory<IDurableSession, TSaga>,
                DurableSagaRepositoryContextFactory<TSaga>>();
        });
    }

    internal static ISagaStore<TSaga> Create<TSaga>(IDurableStore store, SagaTable<TSaga> table)
        where TSaga : class, IDurableSaga => store switch
        {
            PostgresDurableStore postgres => new PostgresSagaStore<TSaga>(postgres.Source, table),
            MemoryDurableStore memory => new MemorySagaStore<TSaga>(memory),
            _ => throw new InvalidOperationException($"no saga store for a {store.GetType().Name}"),
        };
}
