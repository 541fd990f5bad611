namespace Bot3.Messaging.TestKit.Services;

/// <summary>The guard of tests that need a real broker or database.</summary>
public static class RealInfrastructure
{
    // The runner takes an exception whose message starts so as a skip; Assert.Skip itself lives in a package of test projects only.
    private const string SkipToken = "$XunitDynamicSkip$";
    private const string HowTo =
        "no broker and database: install them (apt-get install rabbitmq-server postgresql) or set BOT3_TEST_SERVICES=docker";

    /// <summary>Skips the test on a machine without servers; fails it where CI=true or BOT3_TEST_REQUIRE_SERVICES=1.</summary>
    public static void Require()
    {
        if (TestServices.Mode != TestServicesMode.None)
        {
            return;
        }

        var required = Environment.GetEnvironmentVariable("CI") == "true"
            || Environment.GetEnvironmentVariable("BOT3_TEST_REQUIRE_SERVICES") == "1";
        throw new InvalidOperationException(required ? HowTo : SkipToken + HowTo);
    }
}
