using Bot3.Messaging.Hosting.DeadLetters;
using Bot3.Messaging.Hosting.Health;
using Bot3.Messaging.Persistence.Scheduling;
using MassTransit;
using MassTransit.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Hosting.Transport;

/// <summary>What every endpoint that carries orders has in common.</summary>
public static class DurableEndpoint
{
    private const string DeadLetterStrategy = "x-dead-letter-strategy";
    private const string DeliveryLimit = "x-delivery-limit";
    private const string Overflow = "x-overflow";
    // MassTransit refuses a shorter pause.
    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(1);

    private const string DeadLetterExchange = "x-dead-letter-exchange";

    /// <summary>
    /// Makes an endpoint durable: quorum queue, delivery limit, retry outermost, log scope, and the dead-letter ledger for what it gives
    /// up or has no consumer for. <see cref="BusRegistration"/> calls it for every consumer and saga endpoint; call it for endpoints that a
    /// module's <see cref="IWorkerModule.ConfigureTopology"/> adds by hand, before anything else is configured on them.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="queue">The endpoint's queue name.</param>
    /// <param name="context">The registration context.</param>
    public static void ApplyDurableDefaults(this IReceiveEndpointConfigurator endpoint, string queue, IRegistrationContext context)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentException.ThrowIfNullOrWhiteSpace(queue);
        ArgumentNullException.ThrowIfNull(context);
        var options = context.GetRequiredService<IOptions<BusOptions>>().Value;
        var policy = new DurableRetryPolicy(
            options.Retry, context.GetRequiredService<WriteRefusals>(), context.GetRequiredService<TimeProvider>(),
            context.GetRequiredService<ILogger<DurableRetryPolicy>>());
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            ApplyQuorumQueue(rabbit, queue, options);
            ApplyOutagePause(rabbit, options);
            context.GetRequiredService<DurableQueues>().Add(queue);
        }

        endpoint.ApplyPacks(context, options.ConcurrencyLimit);
        ApplyLedger(endpoint, queue, policy, context);
        endpoint.UseDurableScheduler(context);

        // Retry is outermost: each attempt gets its own transaction, with inbox and outbox inside.
        endpoint.UseMessageRetry(retry => retry.SetRetryPolicy(_ => policy));
        endpoint.UseConsumeFilter(typeof(PostponedFilter<>), context);
        endpoint.UseConsumeFilter(typeof(StrayCancellationFilter<>), context);
        endpoint.UseConsumeFilter(typeof(CorrelationScopeFilter<>), context);
    }

    /// <summary>
    /// For an endpoint whose consumers tell copies by business keys and open their units of work themselves, instead of
    /// <c>UseDurableInbox</c>: keeps its dead letters in step with what became of their messages. Call it after
    /// <see cref="ApplyDurableDefaults"/>, and before its consumers are added.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="context">The registration context.</param>
    public static void UseLetterInbox(this IReceiveEndpointConfigurator endpoint, IRegistrationContext context)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        endpoint.UseConsumeFilter(typeof(LetterInboxFilter<>), context);
    }

    /// <summary>Takes from an error queue what makes sense on its source queue only. Both sides that declare it must agree.</summary>
    internal static void ApplyErrorQueue(IRabbitMqQueueConfigurator queue)
    {
        queue.SetQueueArgument(DeliveryLimit, null!);
        queue.SetQueueArgument(DeadLetterStrategy, null!);
        queue.SetQueueArgument(Overflow, null!);
        queue.SetQueueArgument(DeadLetterExchange, null!);
    }

    private static void ApplyQuorumQueue(IRabbitMqReceiveEndpointConfigurator rabbit, string queue, BusOptions options)
    {
        // Quorum: survives the loss of a minority of brokers, is always on disk, and counts deliveries, which classic queues do not.
        rabbit.SetQuorumQueue();

        // A message that kills its process would come back for ever. The broker moves it to the error queue instead; without the
        // dead-letter exchange it would drop it. At-least-once (which needs reject-publish) keeps it until the error queue has it.
        rabbit.SetQueueArgument(DeliveryLimit, options.DeliveryLimit);
        rabbit.SetQueueArgument(DeadLetterStrategy, "at-least-once");
        rabbit.SetQueueArgument(Overflow, "reject-publish");
        rabbit.BindDeadLetterQueue($"{queue}_error", $"{queue}_error", error => error.SetQuorumQueue());
    }

    // No detour over an error queue: between the move and the acknowledgement a kill would make two dead letters of one message, and the
    // letter could not share a transaction with the inbox entry.
    private static void ApplyLedger(
        IReceiveEndpointConfigurator endpoint, string queue, DurableRetryPolicy policy, IRegistrationContext context)
    {
        var reader = context.GetRequiredService<LetterReader>();
        var door = new LedgerDoor(
            queue,
            context.GetRequiredService<LedgerWriter>(),
            policy,
            context.GetRequiredService<TimeProvider>(),
            context.GetRequiredService<ILogger<LedgerWriter>>(),
            endpoint is IRabbitMqReceiveEndpointConfigurator
                ? null
                : context.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        endpoint.ConfigureError(error =>
        {
            // In memory there is no queue to give a message back to.
            if (endpoint is IRabbitMqReceiveEndpointConfigurator)
            {
                error.UseFilter(new GiveBackOutagesFilter(
                    queue,
                    context.GetRequiredService<TimeProvider>(),
                    context.GetRequiredService<ILogger<GiveBackOutagesFilter>>(),
                    context.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping));
            }

            error.UseFilter(new GenerateFaultFilter());
            error.UseFilter(new LedgerErrorFilter(door, reader));
        });
        endpoint.ConfigureDeadLetter(skipped => skipped.UseFilter(new LedgerSkippedFilter(door, reader)));
    }

    private static void ApplyOutagePause(IRabbitMqReceiveEndpointConfigurator rabbit, BusOptions options)
    {
        // A message that was given back would return at once. The endpoint pauses instead, whatever else it could do: every
        // handler needs the same database and the same broker.
        rabbit.UseKillSwitch(pause => pause
            .SetActivationThreshold(1)
            .SetTripThreshold(1)
            .SetTrackingPeriod(TimeSpan.FromMinutes(1))
            .SetRestartTimeout(options.Retry.DelayMax < PauseMin ? PauseMin : options.Retry.DelayMax)
            .SetExceptionFilter(filter => filter.Handle<Exception>(exception => FaultClassifier.Classify(exception) == FaultKind.Outage)));
    }
}
