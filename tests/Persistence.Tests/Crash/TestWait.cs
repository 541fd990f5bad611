namespace Bot3.Messaging.Persistence.Tests.Crash;

/// <summary>Waits until something holds; fails loudly after about a minute.</summary>
internal static class TestWait
{
    private const int Looks = 1_500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    public static async Task UntilAsync(Func<Task<bool>> condition, Func<string> what)
    {
        for (var look = 0; look < Looks; look++)
        {
            if (await condition())
                return;
            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"waited in vain for: {what()}");
    }
}
