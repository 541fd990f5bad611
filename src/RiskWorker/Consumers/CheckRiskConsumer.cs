using System.Diagnostics;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.Persistence.Consuming;
using Bot3.Messaging.RiskWorker.Decisions;
using MassTransit;

namespace Bot3.Messaging.RiskWorker.Consumers;

/// <summary>Decides an order and tells the saga. Decision, reservation and answer commit together.</summary>
/// <param name="desk">Decides.</param>
/// <param name="logger">Decisions are logged once, here.</param>
internal sealed class CheckRiskConsumer(RiskDesk desk, ILogger<CheckRiskConsumer> logger) : IConsumer<CheckRisk>
{
    public async Task Consume(ConsumeContext<CheckRisk> context)
    {
        var started = Stopwatch.GetTimestamp();
        var order = context.Message.Order;
        var decision = await desk.DecideAsync(context.GetDurableSession(), order, context.CancellationToken);
        if (decision.Approved)
        {
            await context.Publish(
                new RiskApproved
                {
                    OrderId = decision.OrderId,
                    DecisionId = decision.DecisionId,
                    LimitsVersion = decision.LimitsVersion,
                    Venue = decision.Venue,
                    OccurredAt = decision.DecidedAt,
                },
                context.CancellationToken);
            Log.OrderApproved(logger, decision.OrderId, decision.Account, decision.Symbol, decision.LimitsVersion);
        }
        else
        {
            var reasons = RiskDesk.ReasonsOf(decision);
            await context.Publish(
                new RiskDenied
                {
                    OrderId = decision.OrderId,
                    DecisionId = decision.DecisionId,
                    LimitsVersion = decision.LimitsVersion,
                    Reasons = reasons,
                    OccurredAt = decision.DecidedAt,
                },
                context.CancellationToken);
            Log.OrderDenied(logger, decision.OrderId, decision.Account, decision.Symbol,
                string.Join(", ", reasons.Select(reason => reason.Code)));
        }

        RiskMetrics.Decided(decision.Approved, decision.Approved ? [] : RiskDesk.ReasonsOf(decision), Stopwatch.GetElapsedTime(started));
    }
}
