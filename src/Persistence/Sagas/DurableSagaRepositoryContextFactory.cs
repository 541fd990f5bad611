using Bot3.Messaging.Persistence.Consuming;
using MassTransit;
using MassTransit.Saga;

namespace Bot3.Messaging.Persistence.Sagas;

/// <summary>Handles one saga message in one unit of work: inbox, load, behaviour, save, outbox, commit.</summary>
internal sealed class DurableSagaRepositoryContextFactory<TSaga>(
    DurableConsumption consumption, ISagaStore<TSaga> store, IServiceProvider provider)
    : ISagaRepositoryContextFactory<TSaga>
    where TSaga : class, IDurableSaga
{
    public void Probe(ProbeContext context) => context.Add("persistence", "durable");

    public Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TSaga, T>> next)
        where T : class =>
        consumption.RunAsync(
            context,
            provider,
            context.CorrelationId is { } id ? group => store.Announce(group, id) : null,
            (durable, session) => next.Send(new DurableSagaRepositoryContext<TSaga, T>(durable, session, store)));

    public Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<TSaga> query, IPipe<SagaRepositoryQueryContext<TSaga, T>> next)
        where T : class =>
        throw new NotSupportedException(
            $"{typeof(TSaga).Name} must be correlated by id: its instances are documents and are not searched by expression");
}
