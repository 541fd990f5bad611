using Bot3.Messaging.Hosting.Health;
using Bot3.Messaging.Persistence.Packs;
using MassTransit;
using MassTransit.RetryPolicies;
using Microsoft.Extensions.Logging;

namespace Bot3.Messaging.Hosting.Transport;

/// <summary>
/// One policy for every durable endpoint. Ordinary faults: a few retries at once, a few with a doubled and jittered wait, then the
/// dead-letter ledger. Outages: the same waits, but for as long as <see cref="RetryOptions.OutageWindow"/>; meanwhile the message keeps its
/// prefetch slot, so that the endpoint soon takes nothing more, and the outage pauses consumption instead of emptying the queue into
/// the ledger. Permanent faults: none. A message of a pack does not wait in place: it comes back as a plain message when the wait is over,
/// and its ladder goes on where it was.
/// </summary>
internal sealed class DurableRetryPolicy : IRetryPolicy
{
    private readonly RetryOptions _options;
    private readonly ILogger _logger;
    private readonly WriteRefusals _refusals;
    private readonly TimeProvider _time;

    public DurableRetryPolicy(RetryOptions options, WriteRefusals refusals, TimeProvider time, ILogger logger)
    {
        _options = options;
        _refusals = refusals;
        _time = time;
        _logger = logger;
    }

    public bool IsHandled(Exception exception) => FaultClassifier.Classify(exception) != FaultKind.Permanent;

    public RetryPolicyContext<T> CreatePolicyContext<T>(T context)
        where T : class, PipeContext => new PolicyContext<T>(this, context);

    public void Probe(ProbeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Set(new { Policy = "Durable", _options.Immediate, _options.Delayed, _options.DelayFirst, _options.DelayMax,
            _options.OutageWindow });
    }

    /// <summary>Whether attempt number <paramref name="attempt"/> (1 = the first retry) may be made.</summary>
    internal bool MayRetry(Exception exception, int attempt, DateTimeOffset firstFaultAt) => FaultClassifier.Classify(exception) switch
    {
        FaultKind.Permanent => false,
        FaultKind.Outage => _time.GetUtcNow() - firstFaultAt < _options.OutageWindow,
        _ => attempt <= _options.Immediate + _options.Delayed,
    };

    /// <summary>The wait before attempt number <paramref name="attempt"/>, jittered between half and the whole.</summary>
    internal TimeSpan DelayBefore(int attempt)
    {
        if (attempt <= _options.Immediate)
        {
            return TimeSpan.Zero;
        }

        // 2^30 first delays are beyond any DelayMax; the cap keeps the shift within range.
        var doublings = Math.Min(attempt - _options.Immediate - 1, 30);
        var whole = Math.Min(_options.DelayFirst.Ticks * (double)(1L << doublings), _options.DelayMax.Ticks);
        return TimeSpan.FromTicks((long)(whole * (0.5 + (Random.Shared.NextDouble() / 2))));
    }

    // Waiting here rather than by the retry context's Delay lets the host's clock decide.
    private async Task WaitAsync(PipeContext context, int attempt, DateTimeOffset firstFaultAt, CancellationToken cancellationToken)
    {
        var delay = DelayBefore(attempt);
        if (delay == TimeSpan.Zero)
        {
            return;
        }

        if (context.TryGetPayload<PackedDelivery>(out var packed))
        {
            try
            {
                await packed.PostponeAsync(attempt, firstFaultAt, delay, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception exception) when (FaultClassifier.Classify(exception) == FaultKind.Outage)
            {
                // The database is away: the rest of the pack needs it too, so nothing is lost by waiting with it in hand. Giving the
                // pack back at once would only use up its deliveries. When the outage window ends, it is given back.
                Log.NotPostponed(_logger, exception, delay);
            }
        }

        await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(false);
    }

    private sealed class PolicyContext<T> : BaseRetryPolicyContext<T>
        where T : class, PipeContext
    {
        private readonly DurableRetryPolicy _policy;
        private readonly RetryLadder _ladder;

        public PolicyContext(DurableRetryPolicy policy, T context)
            : base(policy, context)
        {
            _policy = policy;
            _ladder = RetryLadder.Of(context);
        }

        public override bool CanRetry(Exception exception, out RetryContext<T> retryContext)
        {
            var allowed = base.CanRetry(exception, out retryContext);
            return allowed && _policy.MayRetry(exception, _ladder.Retries + 1, FirstFaultAt);
        }

        protected override RetryContext<T> CreateRetryContext(Exception exception, CancellationToken cancellationToken) =>
            new AttemptContext<T>(_policy, Context, exception, _ladder.Retries, FirstFaultAt, cancellationToken);

        private DateTimeOffset FirstFaultAt => _ladder.FirstFaultAt ?? _policy._time.GetUtcNow();
    }

    private sealed class AttemptContext<T> : BaseRetryContext<T>, RetryContext<T>
        where T : class, PipeContext
    {
        private readonly DurableRetryPolicy _policy;
        private readonly DateTimeOffset _firstFaultAt;

        public AttemptContext(
            DurableRetryPolicy policy, T context, Exception exception, int retryCount, DateTimeOffset firstFaultAt,
            CancellationToken cancellationToken)
            : base(context, exception, retryCount, cancellationToken)
        {
            _policy = policy;
            _firstFaultAt = firstFaultAt;
        }

        public override Task PreRetry()
        {
            _policy._refusals.Note(Exception);
            return _policy.WaitAsync(Context, RetryAttempt, _firstFaultAt, CancellationToken);
        }

        public bool CanRetry(Exception exception, out RetryContext<T> retryContext)
        {
            var next = new AttemptContext<T>(_policy, Context, exception, RetryCount + 1, _firstFaultAt, CancellationToken);
            retryContext = next;
            return !CancellationToken.IsCancellationRequested && _policy.MayRetry(exception, next.RetryAttempt, _firstFaultAt);
        }
    }
}
