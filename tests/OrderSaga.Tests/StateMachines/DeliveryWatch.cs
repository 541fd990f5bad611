using System.Collections.Concurrent;
using MassTransit;

namespace Bot3.Messaging.OrderSaga.Tests.StateMachines;

/// <summary>Knows when a delivery has been handled whole, transaction included.</summary>
internal sealed class DeliveryWatch : IReceiveObserver
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _expected = new();
    private TaskCompletionSource? _next;

    public Task Expect(Guid messageId) => _expected.GetOrAdd(messageId, _ => New()).Task;

    public Task ExpectNext() => (_next = New()).Task;

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context)
    {
        if (context.GetMessageId() is { } id && _expected.TryRemove(id, out var waiting))
            waiting.TrySetResult();
        _next?.TrySetResult();
        return Task.CompletedTask;
    }

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => FailAsync(context.ReceiveContext, exception);

    public Task ReceiveFault(ReceiveContext context, Exception exception) => FailAsync(context, exception);

    private Task FailAsync(ReceiveContext context, Exception exception)
    {
        if (context.GetMessageId() is { } id && _expected.TryRemove(id, out var waiting))
            waiting.TrySetException(exception);
        _next?.TrySetException(exception);
        return Task.CompletedTask;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
