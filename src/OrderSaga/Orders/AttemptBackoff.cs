namespace Bot3.Messaging.OrderSaga.Orders;

/// <summary>How long to wait before another attempt.</summary>
internal static class AttemptBackoff
{
    // 2^20 first delays are beyond every longest delay that the options allow.
    private const int DoublingsMax = 20;

    /// <summary>Doubles per attempt up to the bound, then takes 50 to 100 % of it, so that many orders do not come back at once.</summary>
    /// <param name="options">First and longest delay.</param>
    /// <param name="attempt">The attempt to wait for, from 2.</param>
    /// <param name="askedFor">The least wait that the venue asked for, if it did.</param>
    /// <param name="jitter">A random number, 0 to below 1.</param>
    public static TimeSpan Delay(PlacementOptions options, int attempt, TimeSpan? askedFor, decimal jitter)
    {
        var doublings = Math.Clamp(attempt - 2, 0, DoublingsMax);
        var ticks = Math.Min(options.DelayFirst.Ticks << doublings, options.DelayMax.Ticks);
        var delay = TimeSpan.FromTicks((long)(ticks * (0.5m + (jitter / 2))));
        return askedFor is { } least && least > delay ? least : delay;
    }
}
