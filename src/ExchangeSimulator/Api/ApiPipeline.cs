using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Faults;
using Bot3.Messaging.ExchangeSimulator.Limits;
using Bot3.Messaging.ExchangeSimulator.Streams;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>The way of every call, REST or WebSocket: limits, identity, clock, faults, engine, faults again.</summary>
internal sealed class ApiPipeline(
    Venue venue,
    RateLimiter limiter,
    FaultInjector faults,
    UserStreamHub streams,
    AccountMethods accountMethods)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public async Task<ApiAnswer> RunAsync(ApiMethod method, ApiParameters parameters, Credentials credentials,
        CancellationToken cancellation)
    {
        Account? account = null;
        var plan = default(FaultPlan);
        ApiAnswer answer;
        try
        {
            account = Admit(method, parameters, credentials);
            plan = faults.ForCall(account?.Name, method.Name);
            CheckSkewedClock(method, parameters, plan);
            if (plan.Is(FaultKind.NoAnswerBeforeEngine))
                return ApiAnswer.Silent(plan.Rule!.KeepConnection);
            if (plan.Is(FaultKind.DelayedRequest))
                await Task.Delay(plan.Delay, venue.Time, cancellation);
            answer = Execute(method, parameters, account, plan);
        }
        catch (VenueRefusal refusal)
        {
            answer = Refuse(method, parameters, refusal);
        }

        return await DisturbAnswerAsync(answer, plan, cancellation);
    }

    /// <summary>Counts an attempt to connect a WebSocket.</summary>
    /// <exception cref="VenueRefusal">-1034: too many within five minutes.</exception>
    public void EnterConnection()
    {
        lock (venue.Gate)
            limiter.EnterConnection(venue.Now);
    }

    /// <summary>Charges a call that only the transport knows (sessions, subscriptions).</summary>
    /// <exception cref="VenueRefusal">The address is over its limit.</exception>
    public int Charge(int weight)
    {
        lock (venue.Gate)
        {
            limiter.EnterRequest(venue.Now);
            limiter.AddWeight(weight, venue.Now);
            return limiter.UsedWeight(venue.Now);
        }
    }

    private void CheckSkewedClock(ApiMethod method, ApiParameters parameters, FaultPlan plan)
    {
        if (method.IsSigned && plan.Is(FaultKind.ClockSkew))
            Authentication.CheckClock(parameters, venue.Now + (plan.Rule!.IsBehind ? -plan.Delay : plan.Delay));
    }

    private Account? Admit(ApiMethod method, ApiParameters parameters, Credentials credentials)
    {
        lock (venue.Gate)
            limiter.EnterRequest(venue.Now);
        if (!method.IsSigned)
            return null;
        var account = Authentication.Identify(venue.Accounts, parameters, credentials);
        Authentication.CheckClock(parameters, venue.Now);
        return account;
    }

    private ApiAnswer Execute(ApiMethod method, ApiParameters parameters, Account? account, FaultPlan plan)
    {
        if (plan.Is(FaultKind.ServerErrorBefore))
            throw Refusals.UnknownError(503);
        if (plan.Is(FaultKind.Maintenance))
            throw MarketRefusals.ShuttingDown();
        lock (venue.Gate)
        {
            var now = venue.Now;
            if (plan.Is(FaultKind.TooManyRequests))
                throw Refusals.TooMuchWeight(limiter.Options.RequestWeightPerMinute, now + RetryAfter);
            if (plan.Is(FaultKind.Banned))
                throw Refusals.Banned(now + RetryAfter);
            OpenMarket.Require(venue, method, parameters);
            var orderLimit = EnterOrders(method, parameters, account, now);
            if (method.IsSigned)
                Authentication.CheckClock(parameters, now);
            if (plan.Is(FaultKind.StaleQuery) && IsYoung(parameters, account!, now - plan.Delay))
                throw Refusals.NoSuchOrder();
            var result = method.Handle(new ApiCall(parameters, account, now) { OrderLimit = orderLimit });
            if (!method.IsFreeOnSuccess)
                limiter.AddWeight(method.Weight(parameters), now);
            return new ApiAnswer(AnswerKind.Answer, result, null)
            {
                UsedWeight = limiter.UsedWeight(now),
                OrderCounts = method.OrderCount > 0 ? limiter.OrderCounts(account!, now) : null,
            };
        }
    }

    private VenueRefusal? EnterOrders(ApiMethod method, ApiParameters parameters, Account? account, DateTimeOffset now)
    {
        if (method.OrderCount == 0)
            return null;
        try
        {
            limiter.EnterOrders(account!, method.OrderCount, now);
            return null;
        }
        catch (VenueRefusal refusal) when (method.HandlesOrderLimit(parameters))
        {
            return refusal;
        }
    }

    private bool IsYoung(ApiParameters parameters, Account account, DateTimeOffset since) =>
        accountMethods.Find(parameters, account) is { } order && order.CreatedAt >= since;

    private ApiAnswer Refuse(ApiMethod method, ApiParameters parameters, VenueRefusal refusal)
    {
        lock (venue.Gate)
        {
            var now = venue.Now;
            limiter.AddWeight(WeightOf(method, parameters), now);
            return new ApiAnswer(AnswerKind.Answer, null, refusal) { UsedWeight = limiter.UsedWeight(now) };
        }
    }

    // The weight may depend on a parameter that is itself malformed; then the call costs the least it can.
    private static int WeightOf(ApiMethod method, ApiParameters parameters)
    {
        try
        {
            return method.Weight(parameters);
        }
        catch (VenueRefusal)
        {
            return 1;
        }
    }

    private async Task<ApiAnswer> DisturbAnswerAsync(ApiAnswer answer, FaultPlan plan, CancellationToken cancellation)
    {
        switch (plan.Rule?.Kind)
        {
            case FaultKind.NoAnswerAfterEngine:
                return ApiAnswer.Silent(plan.Rule.KeepConnection);
            case FaultKind.ServerErrorAfter:
                return answer with { Result = null, Refusal = Refusals.EngineTimeout() };
            case FaultKind.TruncatedAnswer:
                return answer with { Kind = AnswerKind.Truncated };
            case FaultKind.UnreadableAnswer:
                return answer with { Kind = AnswerKind.Unreadable };
            case FaultKind.EventBeforeAnswer:
                await streams.WhenDeliveredAsync(cancellation);
                await Task.Delay(plan.Delay, venue.Time, cancellation);
                return answer;
            case FaultKind.DelayedAnswer:
                await Task.Delay(plan.Delay, venue.Time, cancellation);
                return answer;
            default:
                return answer;
        }
    }
}
