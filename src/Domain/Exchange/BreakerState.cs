namespace Bot3.Messaging.Domain.Exchange;

/// <summary>Whether calls to a venue are let through: a circuit breaker as a value, without a clock of its own.</summary>
/// <remarks>
/// Closed, it counts failures in a row. Enough of them open it for a while. After that one call may try (half-open): its success closes
/// the breaker, its failure opens it again. Times are ticks of 100 ns on one clock, whichever the caller uses. <c>default</c> is closed.
/// </remarks>
public readonly record struct BreakerState
{
    // Closed is 0, which every moment is past; half-open is the end of time, which none is.
    private const long HalfOpen = long.MaxValue;

    private readonly long _openUntil;

    private BreakerState(int failures, long openUntil) => (Failures, _openUntil) = (failures, openUntil);

    /// <summary>Nothing has failed.</summary>
    public static BreakerState Closed => default;

    /// <summary>Failures in a row.</summary>
    public int Failures { get; }

    /// <summary>The moment from which one call may try, in ticks; null unless open.</summary>
    public long? OpenUntil => _openUntil is 0 or HalfOpen ? null : _openUntil;

    /// <summary>True while one call is out to try.</summary>
    public bool IsHalfOpen => _openUntil == HalfOpen;

    /// <summary>True when a call may go now. Whoever then calls takes <see cref="OnCall"/> as the new state first.</summary>
    /// <param name="nowTicks">Now, in ticks; above zero.</param>
    public bool Allows(long nowTicks) => nowTicks >= _openUntil;

    /// <summary>The state while an allowed call is out: half-open after the pause, else unchanged.</summary>
    public BreakerState OnCall() => _openUntil == 0 ? this : new BreakerState(Failures, HalfOpen);

    /// <summary>The state after a call that the venue answered.</summary>
    /// <remarks>The answer to a call from before the opening proves nothing about now: an open breaker stays open.</remarks>
    public BreakerState OnSuccess() => OpenUntil is null ? Closed : this;

    /// <summary>The state after a call that failed.</summary>
    /// <param name="nowTicks">Now, in ticks; above zero.</param>
    /// <param name="failuresMax">So many failures in a row open it; 1 or more.</param>
    /// <param name="pauseTicks">For how long, in ticks; above zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its bounds.</exception>
    /// <exception cref="OverflowException">The pause ends beyond the end of time.</exception>
    public BreakerState OnFailure(long nowTicks, int failuresMax, long pauseTicks)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(nowTicks);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(failuresMax);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pauseTicks);
        // Stragglers from before the opening do not make the pause longer.
        if (OpenUntil is not null)
            return this;
        var failures = Math.Min(Failures, int.MaxValue - 1) + 1;
        return IsHalfOpen || failures >= failuresMax
            ? new BreakerState(failures, checked(nowTicks + pauseTicks))
            : new BreakerState(failures, 0);
    }
}
