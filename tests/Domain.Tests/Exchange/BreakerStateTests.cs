using Bot3.Messaging.Domain.Exchange;
using CsCheck;

namespace Bot3.Messaging.Domain.Tests.Exchange;

public class BreakerStateTests
{
    private const int FailuresMax = 3;
    private const long Pause = 100;

    private static BreakerState Failed(int times, long now = 1_000) => Enumerable.Range(0, times).Aggregate(
        BreakerState.Closed, (state, _) => state.OnFailure(now, FailuresMax, Pause));

    [Fact]
    public void Breaker_FewFailures_StaysClosedAndForgetsThemOnSuccess()
    {
        Assert.True(Failed(2).Allows(1_000));
        Assert.Equal(2, Failed(2).Failures);
        Assert.Equal(BreakerState.Closed, Failed(2).OnSuccess());
        Assert.Equal(Failed(2), Failed(2).OnCall());
    }

    [Fact]
    public void Breaker_FailuresInARow_OpenItForThePause()
    {
        var open = Failed(3);
        Assert.Equal((1_100L, false), (open.OpenUntil, open.IsHalfOpen));
        Assert.False(open.Allows(1_099));
        Assert.True(open.Allows(1_100));
    }

    [Fact]
    public void Breaker_AfterThePause_LetsOneCallTry()
    {
        var trying = Failed(3).OnCall();
        Assert.True(trying.IsHalfOpen);
        Assert.Null(trying.OpenUntil);
        Assert.False(trying.Allows(long.MaxValue - 1));
        Assert.Equal(BreakerState.Closed, trying.OnSuccess());
        var again = trying.OnFailure(2_000, FailuresMax, Pause);
        Assert.Equal((2_100L, 4), (again.OpenUntil, again.Failures));
    }

    [Fact]
    public void Breaker_Stragglers_ChangeNothingWhileItIsOpen()
    {
        var open = Failed(3);
        Assert.Equal(open, open.OnSuccess());
        Assert.Equal(open, open.OnFailure(1_050, FailuresMax, Pause));
    }

    [Fact]
    public void Breaker_NumbersOutOfBounds_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BreakerState.Closed.OnFailure(0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BreakerState.Closed.OnFailure(1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BreakerState.Closed.OnFailure(1, 1, 0));
        Assert.Throws<OverflowException>(() => BreakerState.Closed.OnFailure(long.MaxValue, 1, 1));
    }

    // Against a plain model with a named mode.
    [Fact]
    public void Breaker_AnyHistory_AllowsWhatTheModelAllows() => Gen.Select(Gen.Int[0, 60], Gen.Bool).Array[0, 40].Sample(history =>
    {
        var (now, state) = (1L, BreakerState.Closed);
        var (mode, failures, until) = ("closed", 0, 0L);
        foreach (var (wait, works) in history)
        {
            now += wait;
            var allowed = mode == "closed" || (mode == "open" && now >= until);
            if (state.Allows(now) != allowed)
                return false;
            if (!allowed)
                continue;
            mode = mode == "open" ? "trying" : mode;
            state = state.OnCall();
            if (state.Allows(now) != (mode == "closed"))
                return false;
            failures = works ? 0 : failures + 1;
            if (works)
                mode = "closed";
            else if (mode == "trying" || failures >= FailuresMax)
                (mode, until) = ("open", now + Pause);
            state = works ? state.OnSuccess() : state.OnFailure(now, FailuresMax, Pause);
        }

        return true;
    });
}
