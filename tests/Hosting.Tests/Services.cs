namespace Bot3.Messaging.Hosting.Tests;

/// <summary>Addresses of real services: tests skip without them on a laptop, and fail without them on the build server.</summary>
internal static class Services
{
    public static Uri RabbitMq() => new(Required("BOT3_TEST_RABBITMQ"));

    private static string Required(string variable)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(value))
        {
            var mustRun = Environment.GetEnvironmentVariable("CI") == "true"
                || Environment.GetEnvironmentVariable("BOT3_TEST_REQUIRE_SERVICES") == "1";
            Assert.False(mustRun, $"{variable} is not set, and this run requires the services.");
            Assert.Skip($"{variable} is not set.");
        }

        return value;
    }
}
