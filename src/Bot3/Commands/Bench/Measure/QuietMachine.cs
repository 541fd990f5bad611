using System.Globalization;

namespace Bot3.Messaging.Bot3.Commands.Bench.Measure;

/// <summary>Waits until nothing else keeps the machine busy; a figure taken beside somebody's build is worth nothing.</summary>
internal static class QuietMachine
{
    private const double BusyMax = 0.10;
    private const int QuietReadings = 3;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Waits, bounded.</summary>
    /// <param name="patience">The longest wait.</param>
    /// <param name="say">Hears when the machine stays busy.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The share of all processors that was busy at the last readings, 0 to 1.</returns>
    public static async Task<double> WaitAsync(
        TimeSpan patience, Action<string> say, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(say);
        ArgumentNullException.ThrowIfNull(time);
        var started = time.GetTimestamp();
        var (quiet, busy) = (0, 1.0);
        var last = await ReadAsync(cancellationToken);
        while (quiet < QuietReadings)
        {
            await Task.Delay(Interval, time, cancellationToken);
            var now = await ReadAsync(cancellationToken);
            busy = Busy(last, now);
            last = now;
            quiet = busy <= BusyMax ? quiet + 1 : 0;
            if (quiet < QuietReadings && time.GetElapsedTime(started) > patience)
            {
                say(string.Create(CultureInfo.InvariantCulture, $"the machine stays busy ({busy:P0}): the figures suffer from it"));
                break;
            }
        }

        return busy;
    }

    /// <summary>The busy share between two readings.</summary>
    /// <param name="before">The first, as (busy, all) ticks.</param>
    /// <param name="after">The second.</param>
    public static double Busy((long Busy, long All) before, (long Busy, long All) after) =>
        after.All == before.All ? 0 : (double)(after.Busy - before.Busy) / (after.All - before.All);

    /// <summary>Reads the first line of <c>/proc/stat</c>.</summary>
    /// <param name="line">The line.</param>
    public static (long Busy, long All) Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);

        // user nice system idle iowait irq softirq steal; guest times are in user already.
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
            .Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        var all = fields.Sum();
        return (all - fields[3] - fields[4], all);
    }

    private static async Task<(long Busy, long All)> ReadAsync(CancellationToken cancellationToken) =>
        Parse((await File.ReadAllLinesAsync("/proc/stat", cancellationToken))[0]);
}
