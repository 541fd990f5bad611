using BenchmarkDotNet.Attributes;
using Bot3.Messaging.Domain.Exchange;

namespace Bot3.Messaging.Benchmarks;

/// <summary>Whether a call may go, asked of a closed, an open and a trying breaker.</summary>
public class BreakerBenchmarks
{
    private const int Checks = 3;
    private readonly BreakerState _closed = BreakerState.Closed;
    private readonly BreakerState _open = BreakerState.Closed.OnFailure(1_000, 1, 100);
    private readonly BreakerState _trying = BreakerState.Closed.OnFailure(1_000, 1, 100).OnCall();
    private long _now = 1_050;

    /// <summary>One check.</summary>
    [Benchmark(OperationsPerInvoke = Checks), Predecessor(15)]
    public int BreakerCheck()
    {
        var now = ++_now;
        return (_closed.Allows(now) ? 1 : 0) + (_open.Allows(now) ? 2 : 0) + (_trying.Allows(now) ? 4 : 0);
    }
}
