using Bot3.Messaging.Hosting.Configuration;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Hosting.Storage;

/// <summary>Where durable rows live.</summary>
public sealed class StorageOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Storage";

    /// <summary>Postgres, or process memory for the demo and tests. Default <see cref="StorageProvider.Postgres"/>.</summary>
    public StorageProvider Provider { get; set; } = StorageProvider.Postgres;

    /// <summary>Npgsql connection string; required for Postgres. May come from a file: <c>Storage:ConnectionStringFile</c>.</summary>
    public Secret ConnectionString { get; set; }

    /// <summary>
    /// Whether this process applies pending migrations before it starts. Default false: with several replicas, migrations are a step of
    /// their own (<c>bot3 migrate</c>).
    /// </summary>
    public bool MigrateOnStart { get; set; }
}

/// <summary>Rules over several keys of <see cref="StorageOptions"/>.</summary>
internal sealed class StorageOptionsRules : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options) =>
        options.Provider == StorageProvider.Postgres && options.ConnectionString.IsEmpty
            ? ValidateOptionsResult.Fail(
                $"{StorageOptions.Section}:ConnectionString was '': required while {StorageOptions.Section}:Provider is Postgres.")
            : ValidateOptionsResult.Success;
}
