using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Persistence.Registration;

/// <summary>Where durable rows live.</summary>
public enum PersistenceProvider
{
    /// <summary>Postgres: the only provider for real money.</summary>
    Postgres,

    /// <summary>Process memory, for the demo and fast tests.</summary>
    Memory,
}

/// <summary>Which store, and how to reach it.</summary>
public sealed class PersistenceOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Storage";

    /// <summary>The kind of store. Default <see cref="PersistenceProvider.Postgres"/>.</summary>
    public PersistenceProvider Provider { get; set; } = PersistenceProvider.Postgres;

    /// <summary>Npgsql connection string; required for Postgres. Secret: never logged.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Names the provider only: the connection string is a secret.</summary>
    /// <returns>Text for logs.</returns>
    public override string ToString() => $"{Provider}, connection string {(string.IsNullOrEmpty(ConnectionString) ? "not set" : "***")}";
}

/// <summary>Checks <see cref="PersistenceOptions"/>.</summary>
internal sealed class PersistenceOptionsValidator : IValidateOptions<PersistenceOptions>
{
    public ValidateOptionsResult Validate(string? name, PersistenceOptions options)
    {
        var check = new OptionsCheck(PersistenceOptions.Section);
        check.That(Enum.IsDefined(options.Provider), nameof(options.Provider), $"must be Postgres or Memory, was {(int)options.Provider}");
        check.That(
            options.Provider != PersistenceProvider.Postgres || !string.IsNullOrWhiteSpace(options.ConnectionString),
            nameof(options.ConnectionString),
            "must be set for the Postgres provider, was empty");
        return check.Result;
    }
}
