using MassTransit;
using MassTransit.RetryPolicies;

namespace Bot3.Messaging.Hosting.Transport;

/// <summary>
/// One policy for every durable endpoint. Ordinary faults: a few retries at once, a few with a doubled and jittered wait, then the
/// dead-letter ledger. Outages: the same waits, but for as long as <see cref="RetryOptions.OutageWindow"/>; meanwhile the message keeps its
/// prefetch slot, so that the endpoint soon takes nothing more, and the outage pauses consumption instead of emptying the queue into
/// the ledger. Permanent faults: none.
/// </summary>
internal sealed class DurableRetryPolicy : IRetryPolicy
{
    private readonly RetryOptions _options;
    private readonly TimeProvider _time;

    public DurableRetryPolicy(RetryOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
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
    internal bool MayRetry(Exception exception, int attempt, long firstFaultAt) => FaultClassifier.Classify(exception) switch
    {
        FaultKind.Permanent => false,
        FaultKind.Outage => _time.GetElapsedTime(firstFaultAt) < _options.OutageWindow,
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

    private sealed class PolicyContext<T> : BaseRetryPolicyContext<T>
        where T : class, PipeContext
    {
        private readonly DurableRetryPolicy _policy;

        public PolicyContext(DurableRetryPolicy policy, T context)
            : base(policy, context) => _policy = policy;

        public override bool CanRetry(Exception exception, out RetryContext<T> retryContext)
        {
            var allowed = base.CanRetry(exception, out retryContext);
            return allowed && _policy.MayRetry(exception, 1, _policy._time.GetTimestamp());
        }

        protected override RetryContext<T> CreateRetryContext(Exception exception, CancellationToken cancellationToken) =>
            new AttemptContext<T>(_policy, Context, exception, 0, _policy._time.GetTimestamp(), cancellationToken);
    }

    private sealed class AttemptContext<T> : BaseRetryContext<T>, RetryContext<T>
        where T : class, PipeContext
    {
        private readonly DurableRetryPolicy _policy;
        private readonly long _firstFaultAt;

        public AttemptContext(
            DurableRetryPolicy policy, T context, Exception exception, int retryCount, long firstFaultAt, CancellationToken cancellationToken)
            : base(context, exception, retryCount, cancellationToken)
        {
            _policy = policy;
            _firstFaultAt = firstFaultAt;
        }

        // Waiting here rather than by the Delay property lets the host's clock decide.
        public override Task PreRetry()
        {
            var delay = _policy.DelayBefore(RetryAttempt);
            return delay == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(delay, _policy._time, CancellationToken);
        }

        public bool CanRetry(Exception exception, out RetryContext<T> retryContext)
        {
            var next = new AttemptContext<T>(_policy, Context, exception, RetryCount + 1, _firstFaultAt, CancellationToken);
            retryContext = next;
            return !CancellationToken.IsCancellationRequested && _policy.MayRetry(exception, next.RetryAttempt, _firstFaultAt);
        }
    }
}
