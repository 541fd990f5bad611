namespace Bot3.Messaging.ExchangeSimulator.Limits;

/// <summary>
/// A counter that starts again at each multiple of its length: the venue's windows are aligned to the clock, not sliding.
/// </summary>
internal sealed class FixedWindow(TimeSpan length)
{
    private long window;
    private int count;

    public int Count(DateTimeOffset now)
    {
        Roll(now);
        return count;
    }

    /// <summary>Adds, or gives back if negative; never below 0.</summary>
    public void Add(int amount, DateTimeOffset now)
    {
        Roll(now);
        count = Math.Max(0, count + amount);
    }

    public DateTimeOffset End(DateTimeOffset now) => new(((now.Ticks / length.Ticks) + 1) * length.Ticks, TimeSpan.Zero);

    private void Roll(DateTimeOffset now)
    {
        var current = now.UtcTicks / length.Ticks;
        if (current == window)
            return;
        window = current;
        count = 0;
    }
}
