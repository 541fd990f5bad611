using Bot3.Messaging.Persistence.Sessions;
using Bot3.Messaging.Persistence.Telemetry;
using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;

namespace Bot3.Messaging.Persistence.Sagas;

/// <summary>What MassTransit's saga pipeline calls while one message is handled. Writes an instance only if it changed.</summary>
internal sealed class DurableSagaRepositoryContext<TSaga, TMessage>(
    ConsumeContext<TMessage> context, IDurableSession session, ISagaStore<TSaga> store)
    : ConsumeContextScope<TMessage>(context), SagaRepositoryContext<TSaga, TMessage>
    where TSaga : class, IDurableSaga
    where TMessage : class
{
    // Instances loaded or inserted here, with the document as stored: at most one per message.
    private readonly Dictionary<Guid, string> _stored = [];

    public Task<SagaConsumeContext<TSaga, T>> CreateSagaConsumeContext<T>(
        ConsumeContext<T> consumeContext, TSaga instance, SagaConsumeContextMode mode)
        where T : class =>
        Task.FromResult<SagaConsumeContext<TSaga, T>>(new DefaultSagaConsumeContext<TSaga, T>(consumeContext, instance));

    public Task<SagaConsumeContext<TSaga, TMessage>> Add(TSaga instance) => Wrap(instance);

    public async Task<SagaConsumeContext<TSaga, TMessage>> Insert(TSaga instance)
    {
        if (!await store.InsertAsync(session, instance, CancellationToken))
            return null!;
        _stored[instance.CorrelationId] = Document(instance);
        return await Wrap(instance);
    }

    public async Task<SagaConsumeContext<TSaga, TMessage>> Load(Guid correlationId)
    {
        var instance = await store.LoadAsync(session, correlationId, CancellationToken);
        if (instance is null)
            return null!;
        _stored[correlationId] = Document(instance);
        return await Wrap(instance);
    }

    public async Task Save(SagaConsumeContext<TSaga> context)
    {
        if (await store.InsertAsync(session, context.Saga, CancellationToken))
            return;
        // Two first messages at once: the other one won, so this one is handled again on what it made.
        DurableMetrics.Conflict(typeof(TSaga).Name);
        throw SagaConcurrencyException.Of(typeof(TSaga), context.Saga.CorrelationId, 0);
    }

    public async Task Update(SagaConsumeContext<TSaga> context)
    {
        var document = SagaDocument.Write(context.Saga);
        if (_stored.GetValueOrDefault(context.Saga.CorrelationId) == document)
            return;
        await Counted(store.UpdateAsync(session, context.Saga, document, CancellationToken));
    }

    public Task Delete(SagaConsumeContext<TSaga> context) => Counted(store.DeleteAsync(session, context.Saga, CancellationToken));

    public Task Discard(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public Task Undo(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    private string Document(TSaga instance) => store.KnownDocument(session, instance.CorrelationId) ?? SagaDocument.Write(instance);

    private static async Task Counted(ValueTask write)
    {
        try
        {
            await write;
        }
        catch (SagaConcurrencyException)
        {
            DurableMetrics.Conflict(typeof(TSaga).Name);
            throw;
        }
    }

    private Task<SagaConsumeContext<TSaga, TMessage>> Wrap(TSaga instance) =>
        Task.FromResult<SagaConsumeContext<TSaga, TMessage>>(new DefaultSagaConsumeContext<TSaga, TMessage>(this, instance));
}
