using BenchmarkDotNet.Attributes;
using Bot3.Messaging.Domain.Risk;

namespace Bot3.Messaging.Benchmarks;

/// <summary>All twenty rules, approving.</summary>
public class RiskBenchmarks
{
    private readonly RiskRequest _request = Samples.Request();

    /// <summary>Fails at once where the sample is not approved: a denial would measure something else.</summary>
    [GlobalSetup]
    public void Check()
    {
        var decision = RiskPolicy.Decide(_request, Samples.Limits, Samples.Snapshot);
        if (!decision.Approved)
            throw new InvalidOperationException(string.Join(", ", decision.Verdicts.Select(verdict => verdict.Message)));
    }

    /// <summary>One decision, with what to set aside.</summary>
    [Benchmark, Predecessor(580)]
    public bool RiskDecision() => RiskPolicy.Decide(_request, Samples.Limits, Samples.Snapshot).Approved;
}
