using Bot3.Messaging.ExchangeWorker.Telemetry;

namespace Bot3.Messaging.ExchangeWorker.Reconciliation;

/// <summary>
/// Knows since when each difference of an account is there: tells when one appears, alerts once when one stays, and tells when it is gone.
/// Used by one reconciliation at a time.
/// </summary>
internal sealed class DifferenceBook(string account, TimeSpan alertAfter, TimeProvider time, ILogger logger)
{
    private readonly Dictionary<(string Kind, string Subject), Known> _known = [];

    /// <summary>Takes over what one whole reconciliation has found.</summary>
    /// <param name="found">All differences; those that are not among them are gone.</param>
    /// <returns>Those that were alerted for the first time just now.</returns>
    public IReadOnlyList<Difference> Update(IReadOnlyCollection<Difference> found)
    {
        var now = time.GetUtcNow();
        var present = found.DistinctBy(difference => (difference.Kind, difference.Subject))
            .ToDictionary(difference => (difference.Kind, difference.Subject));
        foreach (var (key, known) in _known.Where(entry => !present.ContainsKey(entry.Key)).ToList())
        {
            _known.Remove(key);
            Log.DifferenceGone(logger, account, key.Kind, key.Subject, now - known.Since);
        }

        var alerted = new List<Difference>();
        foreach (var (key, difference) in present)
        {
            if (!_known.TryGetValue(key, out var known))
            {
                _known.Add(key, known = new Known(now));
                Log.DifferenceFound(logger, account, key.Kind, key.Subject, difference.Text);
            }

            if (known.Alerted || now - known.Since < alertAfter)
                continue;
            known.Alerted = true;
            alerted.Add(difference);
            Log.DifferenceStays(logger, account, key.Kind, key.Subject, now - known.Since, difference.Text);
            ExchangeMetrics.DifferenceAlerts.Add(1, ExchangeMetrics.Tag(account), new KeyValuePair<string, object?>("kind", key.Kind));
        }

        ExchangeMetrics.Differences.Record(_known.Count, ExchangeMetrics.Tag(account));
        ExchangeMetrics.OldestDifference.Record(
            _known.Count == 0 ? 0 : (now - _known.Values.Min(known => known.Since)).TotalSeconds, ExchangeMetrics.Tag(account));
        return alerted;
    }

    private sealed class Known(DateTimeOffset since)
    {
        public DateTimeOffset Since => since;

        public bool Alerted { get; set; }
    }
}
