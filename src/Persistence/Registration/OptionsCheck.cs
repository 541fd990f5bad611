using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Persistence.Registration;

/// <summary>Collects every violation of an options class, so that all are reported at once.</summary>
internal sealed class OptionsCheck(string section)
{
    private readonly List<string> _failures = [];

    /// <summary>What the check has found.</summary>
    public ValidateOptionsResult Result =>
        _failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_failures);

    /// <summary>Requires a value within bounds, both included.</summary>
    public void Between<T>(string key, T value, T lowest, T highest)
        where T : IComparable<T>
    {
        if (value.CompareTo(lowest) < 0 || value.CompareTo(highest) > 0)
            _failures.Add($"{section}:{key} must be {lowest} to {highest}, was {value}");
    }

    /// <summary>Requires a condition.</summary>
    public void That(bool holds, string key, string requirement)
    {
        if (!holds)
            _failures.Add($"{section}:{key} {requirement}");
    }
}
