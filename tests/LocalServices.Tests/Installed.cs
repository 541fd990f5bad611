namespace Bot3.Messaging.LocalServices.Tests;

/// <summary>These tests need the servers' packages; where they must be there, their absence is a failure and not a skip.</summary>
internal static class Installed
{
    public static void Require(bool installed)
    {
        if (!installed && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail("the server is not installed on a machine that must have it");
        }

        Assert.SkipUnless(installed, "the server is not installed");
    }
}
