using System.Diagnostics;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;

/// <summary>What every request has in common, whichever road it takes: the gate, the span, the figures, and the alarms.</summary>
internal sealed class BinanceCallMeter(BinanceOptions options, BinanceRequestGate gate, TimeProvider time, ILogger logger)
{
    /// <summary>Sends a request unless the venue told us to wait, and notes what came of it.</summary>
    /// <param name="call">The call for figures and logs, for example <c>POST order</c>.</param>
    /// <param name="newOrder">Whether it places an order.</param>
    /// <param name="send">Sends it.</param>
    public async Task<BinanceReply> RunAsync(string call, bool newOrder, Func<Task<BinanceReply>> send)
    {
        using var span = BinanceTelemetry.Source.StartActivity($"{options.Venue} {call}", ActivityKind.Client);
        span?.SetTag("venue", options.Venue).SetTag("account", options.Account);
        var started = time.GetTimestamp();
        var reply = gate.Wait(newOrder) is { } wait
            ? new BinanceReply { Failure = BinanceFailure.HeldBack, RetryAfter = wait, Text = $"The venue told us to wait; {wait} left." }
            : gate.Observe(await send());
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
