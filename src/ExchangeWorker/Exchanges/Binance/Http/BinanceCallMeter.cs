using System.Diagnostics;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Limits;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;

/// <summary>What every request has in common, whichever road it takes: gate and budget, the span, the figures, and the alarms.</summary>
internal sealed class BinanceCallMeter(
    BinanceOptions options, BinanceRequestGate gate, BinanceRateBudget budget, TimeProvider time, ILogger logger)
{
    /// <summary>Sends a request unless the venue told us to wait or a limit is used up, and notes what came of it.</summary>
    /// <param name="call">The call for figures and logs, for example <c>POST order</c>.</param>
    /// <param name="newOrder">Whether it places an order.</param>
    /// <param name="send">Sends it.</param>
    /// <param name="cancellationToken">Cancels before it is sent; throws.</param>
    public async Task<BinanceReply> RunAsync(
        string call, bool newOrder, Func<Task<BinanceReply>> send, CancellationToken cancellationToken)
    {
        using var span = BinanceTelemetry.Source.StartActivity($"{options.Venue} {call}", ActivityKind.Client);
        span?.SetTag("venue", options.Venue).SetTag("account", options.Account);
        var started = time.GetTimestamp();
        var reply = await WaitAsync(call, newOrder, cancellationToken) is { } wait
            ? new BinanceReply { Failure = BinanceFailure.HeldBack, RetryAfter = wait, Text = $"Held back within the venue's limits; {wait} left." }
            : await CountedAsync(call, newOrder, send);
        var outcome = BinanceOutcomes.Classify(reply);
        var tags = BinanceTelemetry.Tags(options);
        tags.Add("call", call);
        tags.Add("outcome", outcome.ToString());
        BinanceTelemetry.RequestDuration.Record(time.GetElapsedTime(started).TotalSeconds, tags);
        span?.SetTag("outcome", outcome.ToString());
        if (outcome != BinanceOutcome.Done)
            Tell(call, outcome, reply, span);
        return reply;
    }

    private async ValueTask<TimeSpan?> WaitAsync(string call, bool newOrder, CancellationToken cancellationToken)
    {
        if (gate.Wait(newOrder) is { } told)
            return told;
        var left = await budget.TakeAsync(
            BinanceCosts.Weight(call), BinanceCosts.Urgency(call), consume: !BinanceCosts.IsFreeOnSuccess(call), cancellationToken);

        // Asking may have brought what the venue told another worker.
        return left ?? gate.Wait(newOrder) ?? (newOrder ? budget.TryOrder() : null);
    }

    private async Task<BinanceReply> CountedAsync(string call, bool newOrder, Func<Task<BinanceReply>> send)
    {
        BinanceReply reply;
        try
        {
            reply = gate.Observe(await send());
        }
        finally
        {
            if (newOrder)
                budget.OrderAnswered();
        }

        if (reply is { Failure: BinanceFailure.None, Succeeded: false } && BinanceCosts.IsFreeOnSuccess(call))
            budget.Charge(BinanceCosts.Weight(call));

        // Not by the caller's token: the others must hear of it even if this caller has left.
        if (BinanceRequestGate.IsLimit(reply) && reply.RetryAfter is { } pause)
            await budget.ShareAsync(pause, ordersOnly: reply.Code == -1015, CancellationToken.None);
        return reply;
    }

    private void Tell(string call, BinanceOutcome outcome, BinanceReply reply, Activity? span)
    {
        var reason = BinanceOutcomes.Reason(reply);
        span?.SetStatus(ActivityStatusCode.Error, reason.Code);
        if (BinanceOutcomeTable.Find(reply).Alarm)
        {
            var tags = BinanceTelemetry.Tags(options);
            tags.Add("code", reason.Code);
            BinanceTelemetry.UnlistedAnswers.Add(1, tags);
            Log.AnswerUnlisted(logger, options.Venue, options.Account, call, reason.Code, reason.Message);
        }

        if (outcome == BinanceOutcome.Unknown)
            Log.OutcomeUnknown(logger, call, options.Venue, options.Account, reason.Code, reason.Message);
        else if (outcome == BinanceOutcome.Credentials)
            Log.KeyRefused(logger, options.Venue, options.Account, reason.Code, reason.Message);
        else if (outcome == BinanceOutcome.Invalid)
            Log.RequestInvalid(logger, options.Venue, options.Account, call, reason.Code, reason.Message);
    }
}
