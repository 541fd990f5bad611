namespace Bot3.Messaging.Hosting;

/// <summary>Where durable rows live. Configuration key <c>Storage:Provider</c>.</summary>
public enum StorageProvider
{
    /// <summary>Postgres: the only provider for real money.</summary>
    Postgres,

    /// <summary>Process memory, for the demo and fast tests; everything is gone when the process ends.</summary>
    Memory,
}
