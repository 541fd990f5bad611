using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Limits;
using Bot3.Messaging.ExchangeSimulator.Tests.Kit;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Limits;

public sealed class RateLimiterTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 7, TimeSpan.Zero);

    private readonly VenueBench bench = new();

    [Fact]
    public void Orders_WindowEnds_CountStartsAgain()
    {
        var limiter = new RateLimiter(new RateLimitOptions { OrdersPer10Seconds = 1 });
        limiter.EnterOrders(bench.Alice, 1, Now);

        var refusal = Assert.Throws<VenueRefusal>(() => limiter.EnterOrders(bench.Alice, 1, Now));

        Assert.Equal("Too many new orders; current limit is 1 orders per 10 SECOND.", refusal.Message);
        Assert.Equal(Now.AddSeconds(3), refusal.RetryAt);
        limiter.EnterOrders(bench.Bob, 1, Now);
        limiter.EnterOrders(bench.Alice, 1, Now.AddSeconds(3));
        Assert.Equal((1, 2), limiter.OrderCounts(bench.Alice, Now.AddSeconds(3)));
    }

    [Theory]
    [InlineData(false, 9)]
    [InlineData(true, 5)]
    public void FirstFill_GivesBackMoreToTheMaker(bool isMaker, int left)
    {
        var limiter = new RateLimiter(new RateLimitOptions());
        for (var count = 0; count < 10; count++)
            limiter.EnterOrders(bench.Alice, 1, Now);

        limiter.FirstFill(bench.Alice, isMaker, Now);

        Assert.Equal((left, left), limiter.OrderCounts(bench.Alice, Now));
    }

    [Fact]
    public void Weight_WindowEnds_IsFreeAgain()
    {
        var limiter = new RateLimiter(new RateLimitOptions { RequestWeightPerMinute = 10 });
        limiter.AddWeight(10, Now);
        Assert.Equal(429, Assert.Throws<VenueRefusal>(() => limiter.EnterRequest(Now)).Status);

        limiter.EnterRequest(Now.AddSeconds(53));

        Assert.Equal(0, limiter.UsedWeight(Now.AddSeconds(53)));
    }
}
