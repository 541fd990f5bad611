namespace Bot3.Messaging.TestKit.Services;

/// <summary>Where tests get their broker and database from.</summary>
public enum TestServicesMode
{
    /// <summary>Nowhere: tests that need them are skipped, or fail where they must run.</summary>
    None,

    /// <summary>From servers that run already, named by BOT3_TEST_POSTGRES, BOT3_TEST_RABBITMQ and BOT3_TEST_RABBITMQ_MANAGEMENT.</summary>
    Given,

    /// <summary>From containers (BOT3_TEST_SERVICES=docker).</summary>
    Docker,

    /// <summary>From installed servers, started privately by the test process when the first test asks.</summary>
    Private,
}
